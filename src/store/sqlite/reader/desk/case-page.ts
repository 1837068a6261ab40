import type { DatabaseSync } from "node:sqlite";
import type { CaseLinks, CaseView, ListedCase } from "../../../../desk/ports.ts";
import type { CaseReader } from "../../../../cases/ports.ts";
import type { Case } from "../../../../domain/case.ts";
import type { CaseNumber, EpochMs } from "../../../../domain/ids.ts";
import type { People } from "./people.ts";
import type { openTimeline } from "./timeline.ts";

/** As many as anybody looks through beside a case. */
const MOST_OTHERS = 10;
const MOST_REPORTERS = 50;

interface Parts {
  readonly db: DatabaseSync;
  readonly cases: CaseReader;
  readonly people: People;
  readonly timeline: ReturnType<typeof openTimeline>;
}

export function openCasePage({ db, cases, people, timeline }: Parts) {
  const theirs = db.prepare("SELECT number FROM cases WHERE member_id = ? ORDER BY number DESC LIMIT ?");
  const breach = db.prepare("SELECT breach_at AS at FROM cases WHERE number = ?");
  const linksOf = openCaseLinks(db, cases, people);
  return (number: CaseNumber, before: number | null): CaseView | null => {
    const found = cases.find(number);
    if (found === null) return null;
    const { memberId } = found;
    const linked = new Set(found.conversations);
    return {
      case: found,
      history: cases.history(number),
      breachAt: (breach.get(number)?.["at"] as EpochMs | null | undefined) ?? null,
      member: people.view(memberId),
      otherCases: theirs
        .all(memberId, MOST_OTHERS + 1)
        .map((row) => row["number"] as CaseNumber)
        .filter((other) => other !== number)
        .slice(0, MOST_OTHERS)
        .flatMap((other) => cases.find(other) ?? []),
      conversations: found.conversations.flatMap((id) => people.conversation(id) ?? []),
      otherConversations: people
        .conversationsOf(memberId, MOST_OTHERS + linked.size)
        .filter(({ id }) => !linked.has(id)),
      timeline: timeline(found.conversations, before),
      links: linksOf(found),
    };
  };
}

function openCaseLinks(db: DatabaseSync, cases: CaseReader, people: People): (of: Case) => CaseLinks {
  const duplicates = db.prepare(
    "SELECT number FROM cases WHERE duplicate_of = ? ORDER BY number DESC LIMIT ?",
  );
  const listed = (number: CaseNumber): readonly ListedCase[] => {
    const found = cases.find(number);
    return found === null ? [] : [{ case: found, memberName: people.name(found.memberId) }];
  };
  return ({ number, duplicateOf, reporters }) => ({
    original: (duplicateOf === null ? [] : listed(duplicateOf))[0] ?? null,
    duplicates: duplicates.all(number, MOST_OTHERS).flatMap((row) => listed(row["number"] as CaseNumber)),
    reporters: reporters.slice(0, MOST_REPORTERS).map((id) => ({ id, name: people.name(id) })),
  });
}
