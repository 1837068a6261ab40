import type { CaseNumber, TaskId } from "../domain/ids.ts";

/** Where a case can be read: by whoever may, or with the right of a task that is named. Null when nowhere. */
export type CaseUrl = (caseNumber: CaseNumber, task: TaskId | null) => string | null;

/** In a system of the company's own, by the pattern of the config, in which `{case}` stands for the number. */
export function caseUrlBy(pattern: string): CaseUrl {
  return (caseNumber) => pattern.replaceAll("{case}", String(caseNumber));
}
