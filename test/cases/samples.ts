import type { CaseFilter } from "../../src/cases/ports.ts";
import type { NewCase } from "../../src/domain/case.ts";
import type { MemberId } from "../../src/domain/ids.ts";

/** A bug that the member told of in English, unless it is told otherwise. */
export function wantedCase(memberId: MemberId, fields: Partial<NewCase> = {}): NewCase {
  return {
    kind: "bug",
    title: "The shield is gone",
    description: "",
    memberId,
    locale: "en-US",
    priority: "normal",
    tags: [],
    conversation: null,
    source: null,
    ...fields,
  };
}

/** Keeps no case out. */
export const EVERY_CASE: CaseFilter = {
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
