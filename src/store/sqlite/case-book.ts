import type { CaseBook, CaseNews } from "../../cases/ports.ts";
import type { Case, CaseChange, Changed } from "../../domain/case.ts";
import type { CaseChanged, InboundEvent } from "../../domain/event.ts";
import { Failure } from "../../domain/failure.ts";
import type { EpochMs, MemberId } from "../../domain/ids.ts";
import type { GroupCommit } from "./group-commit.ts";
import { recordEvent } from "./ledger/intake.ts";
import type { Tables } from "./tables/all.ts";

interface CaseBookParts {
  readonly tables: Tables;
  readonly commits: GroupCommit;
  readonly now: () => EpochMs;
}

export function createCaseBook({ tables, commits, now }: CaseBookParts): CaseBook {
  const record = (changed: Changed): CaseNews => {
    return { changed, rings: recordCase(tables, changed, now()) };
  };
  return {
    open: (make) =>
      commits.run(() => {
        const opened = make(tables.cases.nextNumber());
        if (tables.members.find(opened.case.memberId) !== null) return record(opened);
        throw new Failure("case.refused", `Nobody has met the member ${opened.case.memberId} yet.`, {
          fix: "A case belongs to somebody who has written to us or used a command.",
        });
      }),
    change: (number, make) =>
      commits.run(() => {
        const found = tables.cases.find(number);
        if (found === null) {
          throw new Failure("case.not-found", `There is no case ${number}.`, {
            fix: "`flexcord cases list` shows those there are.",
          });
        }
        return record(make(found));
      }),
  };
}

/**
 * Stores a case as it became, and the news of it; gives who has to hear of it. Runs inside a transaction.
 */
export function recordCase(tables: Tables, changed: Changed, now: EpochMs): readonly MemberId[] {
  const { case: theCase, changes } = changed;
  if (changes.length === 0) return [];
  tables.cases.put(changed);
  if (changes.every(isTurn) && !showsTurns(tables, theCase)) return [];
  const news = [newsFor(changed), ...(changes.some(isEnd) ? othersNews(tables, changed) : [])];
  const heard = news.filter((event) => recordEvent(tables, event, now).state === "new");
  return heard.map(({ happening }) => happening.memberId);
}

function isEnd({ field, from, to }: CaseChange): boolean {
  return field === "status" && (to === "resolved" || (to === "closed" && from !== "resolved"));
}

const TURNS: ReadonlySet<string | null> = new Set(["open", "waiting-for-us", "waiting-for-member"]);

/**
 * Everybody sees whose turn it is where a case is posted, and agents do who talk to its member about another one. Else
 * it changes with each message, and everybody who has to hear of that has the message.
 */
function showsTurns({ conversations }: Tables, { postedAs, memberId, number }: Case): boolean {
  if (postedAs !== null) return true;
  const open = conversations.findOpen(memberId);
  return open !== null && open.taskId !== null && open.caseNumber !== number;
}

function isTurn({ field, from, to }: CaseChange): boolean {
  return field === "status" && TURNS.has(from) && TURNS.has(to);
}

type CaseNewsEvent = InboundEvent & { readonly happening: CaseChanged };

function newsFor({ case: { number, memberId, version, status }, changes }: Changed): CaseNewsEvent {
  return {
    source: "case",
    sourceId: `${number}.${version}`,
    at: changes[0]?.at ?? 0,
    happening: { kind: "case.changed", memberId, caseNumber: number, version, status, changes },
  };
}

/** Those who have the same problem, or voted for the idea, hear of its end, and of nothing else. */
function othersNews({ votes }: Tables, changed: Changed): readonly CaseNewsEvent[] {
  const news = newsFor(changed);
  const { kind, number, reporters, memberId: owner } = changed.case;
  const others = new Set([...reporters, ...(kind === "feature" ? votes.voters(number) : [])]);
  others.delete(owner);
  return [...others].map((memberId) => ({
    ...news,
    sourceId: `${news.sourceId}.${memberId}`,
    happening: { ...news.happening, memberId, asReporter: true },
  }));
}
