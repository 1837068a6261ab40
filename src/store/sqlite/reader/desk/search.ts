import type { DatabaseSync } from "node:sqlite";
import type { CaseReader } from "../../../../cases/ports.ts";
import type { Hit, SearchView } from "../../../../desk/ports.ts";
import type { Case } from "../../../../domain/case.ts";
import { writtenIn } from "../../../../domain/event.ts";
import type { CaseNumber } from "../../../../domain/ids.ts";
import { searchWords } from "../../../../domain/search-words.ts";
import type { Vault } from "../../../vault.ts";
import { openCaseHistory } from "../../tables/case-history.ts";
import { OWN_TEXT, type WordOrigin } from "../../tables/case-words.ts";
import type { Records } from "../records.ts";
import type { People } from "./people.ts";
import { caseFilterOf } from "./search-query.ts";

/** As many as fit on a page. */
const PAGE = 20;
/** Of each word, so many places in a case are looked at: the newest show most likely what is meant. */
const MOST_PLACES = 20;

interface Parts {
  readonly db: DatabaseSync;
  readonly vault: Vault;
  readonly cases: CaseReader;
  readonly people: People;
  readonly records: Records;
}

export function openSearch(parts: Parts) {
  const { cases, people } = parts;
  const findHit = openHits(parts);
  return (typed: string, before: number | null): SearchView => {
    const filter = caseFilterOf(typed);
    // One more than fits tells whether there is more.
    const page = cases.list(filter, { before: before as CaseNumber | null, limit: PAGE + 1 });
    const found = page.slice(0, PAGE);
    return {
      words: typed,
      found: found.map((one) => ({
        case: one,
        memberName: people.name(one.memberId),
        hit: findHit(one, filter.words),
      })),
      before: page.length > PAGE ? (found.at(-1)?.number ?? null) : null,
    };
  };
}

/** Tells where a case says the most of what was searched for. */
function openHits({ db, vault, records }: Parts): (of: Case, words: readonly string[]) => Hit | null {
  const places = db.prepare(
    `SELECT origin FROM case_words WHERE digest = ? AND number = ? ORDER BY origin DESC LIMIT ${MOST_PLACES}`,
  );
  const history = openCaseHistory(db, vault);
  const noteAt = (id: number): Hit | null => {
    const line = history.line(id);
    return line === null ? null : { in: "note", at: line.at, text: line.to ?? "", from: null };
  };
  return (found, words) => {
    const own = searchWords(found.title);
    const sought = words.filter((word) => !own.has(word));
    const counts = new Map<WordOrigin, number>();
    for (const word of sought) {
      const origins = vault
        .digests(word)
        .flatMap((digest) => places.all(digest, found.number).map((row) => Number(row["origin"])));
      for (const origin of new Set(origins)) counts.set(origin, (counts.get(origin) ?? 0) + 1);
    }
    const best = [...counts].toSorted(([a, one], [b, other]) => other - one || b - a)[0]?.[0];
    if (best === undefined) return null;
    if (best === OWN_TEXT)
      return { in: "description", at: found.openedAt, text: found.description, from: null };
    return best < 0 ? noteAt(-best) : lineAt(records, best);
  };
}

function lineAt(records: Records, seq: number): Hit | null {
  const record = records.record(seq);
  if (record === null || record.happening === null) return null;
  const { happening, at } = record;
  const from = happening.kind.startsWith("member.")
    ? "member"
    : happening.kind.startsWith("agent.")
      ? "agent"
      : "assistant";
  return { in: "line", at, text: writtenIn(happening) ?? "", from };
}
