import type { CaseFilter } from "../../../../cases/ports.ts";
import { caseKinds, casePriorities, caseStatuses } from "../../../../domain/case.ts";
import type { MemberId } from "../../../../domain/ids.ts";
import { searchWords } from "../../../../domain/search-words.ts";

const EVERY_CASE: CaseFilter = {
  statuses: [],
  kind: null,
  priority: null,
  memberId: null,
  assignee: null,
  tag: null,
  conversation: null,
  since: null,
  words: [],
};

/**
 * What somebody typed into the search: words, and `status:open`, `kind:bug`, `priority:high`, `tag:refund`,
 * `assignee:"Alex Rivers"` or `member:ID`. What looks like one of these and is none is taken for words.
 */
export function caseFilterOf(typed: string): CaseFilter {
  let filter = EVERY_CASE;
  const words: string[] = [];
  for (const [whole, key, quoted, bare] of typed.matchAll(TERM)) {
    const narrowed = key === undefined ? null : narrow(filter, key.toLowerCase(), quoted ?? bare ?? "");
    if (narrowed === null) words.push(whole);
    else filter = narrowed;
  }
  return { ...filter, words: [...searchWords(words.join(" "))] };
}

const TERM = /(?:([a-z]+):)?(?:"([^"]*)"|(\S+))/giu;

function narrow(filter: CaseFilter, key: string, value: string): CaseFilter | null {
  const word = value.trim().toLowerCase();
  switch (key) {
    case "status": {
      const status = caseStatuses.find((one) => one === word);
      return status === undefined ? null : { ...filter, statuses: [...filter.statuses, status] };
    }
    case "kind": {
      const kind = caseKinds.find((one) => one === word);
      return kind === undefined ? null : { ...filter, kind };
    }
    case "priority": {
      const priority = casePriorities.find((one) => one === word);
      return priority === undefined ? null : { ...filter, priority };
    }
    case "tag":
      return { ...filter, tag: word };
    case "assignee":
      return { ...filter, assignee: word };
    case "member":
      return { ...filter, memberId: word as MemberId };
    default:
      return null;
  }
}
