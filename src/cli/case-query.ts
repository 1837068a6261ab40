import { searchWords } from "../domain/search-words.ts";
import type { CaseQuery } from "../operator/cases.ts";
import type { CaseFilterOptions } from "./command.ts";

/** Which cases the flags mean. */
export function caseQueryOf(options: CaseFilterOptions): CaseQuery {
  const { status, kind, priority, assignee, tag, about, since, grep } = options;
  return {
    statuses: status,
    kind: kind ?? null,
    priority: priority ?? null,
    assignee: assignee ?? null,
    tag: tag?.trim().toLowerCase() ?? null,
    about: about ?? null,
    since: since ?? null,
    words: grep === undefined ? [] : [...searchWords(grep)],
  };
}
