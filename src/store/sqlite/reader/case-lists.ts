import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { CaseFilter } from "../../../cases/ports.ts";
import type { CaseNumber } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { nameKey } from "../tables/case-index.ts";

/** Cases that have something in common, in the order of an index: gives the highest number that is at most `most`. */
export type CaseList = (most: number) => number | null;

/**
 * The numbers that stand in all of the lists, falling from `most` on, at most `limit`. Each list is asked for the next
 * number that another has come to, so that what one leaves out is jumped over in all: the shortest decides the cost.
 */
export function inAll(lists: readonly CaseList[], most: number, limit: number): readonly CaseNumber[] {
  const found: CaseNumber[] = [];
  for (let at = most; found.length < limit; at -= 1) {
    for (let agreed = 0, turn = 0; agreed < lists.length; turn += 1) {
      const next = lists[turn % lists.length]?.(at) ?? null;
      if (next === null) return found;
      agreed = next === at ? agreed + 1 : 1;
      at = next;
    }
    found.push(at as CaseNumber);
  }
  return found;
}

/** One list for each condition of a filter; every case when there is none. */
export function openCaseLists(db: DatabaseSync, vault: Vault): (filter: CaseFilter) => readonly CaseList[] {
  const every = listOf(db, "cases", "number <= ?");
  const one = listOf(db, "cases", "number = ? AND number <= ?");
  const since = listOf(
    db,
    "cases",
    // Cases are numbered as they are opened.
    "number >= (SELECT number FROM cases WHERE opened_at >= ? ORDER BY opened_at LIMIT 1) AND number <= ?",
  );
  const byStatus = listOf(db, "cases", "status = ? AND number <= ?");
  const byKind = listOf(db, "cases", "kind = ? AND number <= ?");
  const byPriority = listOf(db, "cases", "priority = ? AND number <= ?");
  const byMember = listOf(db, "cases", "member_id = ? AND number <= ?");
  const byAssignee = listOf(db, "cases", "assignee_digest = ? AND number <= ?");
  const byTag = listOf(db, "case_tags", "tag = ? AND number <= ?");
  const byConversation = listOf(db, "case_conversations", "conversation_id = ? AND number <= ?");
  const byWord = listOf(db, "case_words", "digest = ? AND number <= ?");

  const ofWord = (word: string): CaseList => {
    const said = vault.digests(word).map((digest) => byWord(digest));
    return inAny(/^\d{1,12}$/u.test(word) ? [...said, one(Number(word))] : said);
  };
  return (filter) => {
    const { statuses, kind, priority, memberId, assignee, tag, conversation, since: from, words } = filter;
    const lists = [
      ...words.map(ofWord),
      statuses.length === 0 ? null : inAny(statuses.map((status) => byStatus(status))),
      kind === null ? null : byKind(kind),
      priority === null ? null : byPriority(priority),
      memberId === null ? null : byMember(memberId),
      assignee === null ? null : inAny(vault.digests(nameKey(assignee)).map((digest) => byAssignee(digest))),
      tag === null ? null : byTag(tag),
      conversation === null ? null : byConversation(conversation),
      from === null ? null : since(from),
    ].filter((list) => list !== null);
    return lists.length === 0 ? [every()] : lists;
  };
}

function listOf(
  db: DatabaseSync,
  table: string,
  condition: string,
): (...values: SQLInputValue[]) => CaseList {
  const highest = db.prepare(`SELECT max(number) AS number FROM ${table} WHERE ${condition}`);
  return (...values) =>
    (most) =>
      highest.get(...values, most)?.["number"] as number | null;
}

function inAny(lists: readonly CaseList[]): CaseList {
  const [only, ...others] = lists;
  if (only !== undefined && others.length === 0) return only;
  return (most) => {
    const found = lists.map((list) => list(most)).filter((number) => number !== null);
    return found.length === 0 ? null : Math.max(...found);
  };
}
