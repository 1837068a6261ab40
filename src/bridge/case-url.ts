import type { CaseNumber } from "../domain/ids.ts";

/** Where a case can be read, by the pattern of the config. */
export function caseUrlOf(pattern: string, caseNumber: CaseNumber): string {
  return pattern.replaceAll("{case}", String(caseNumber));
}
