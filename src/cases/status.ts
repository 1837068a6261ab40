import type { CaseStatus } from "../domain/case.ts";

/**
 *     open --answered--> waiting-for-member <--answered / member writes--> waiting-for-us
 *       any of the three --solved--> resolved --closed--> closed
 *       resolved, closed --reopened--> waiting-for-us
 *
 * What is not in the table is refused.
 */
const NEXT: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  open: ["waiting-for-us", "waiting-for-member", "resolved", "closed"],
  "waiting-for-us": ["waiting-for-member", "resolved", "closed"],
  "waiting-for-member": ["waiting-for-us", "resolved", "closed"],
  resolved: ["waiting-for-us", "closed"],
  closed: ["waiting-for-us"],
};

/** The statuses that a case may take from here. */
export function nextStatuses(from: CaseStatus): readonly CaseStatus[] {
  return NEXT[from];
}

export function mayBecome(from: CaseStatus, to: CaseStatus): boolean {
  return NEXT[from].includes(to);
}

/** Whether somebody still has to do something about it. */
export function isActive(status: CaseStatus): boolean {
  return status !== "resolved" && status !== "closed";
}

/** Whether it is our turn: the promises of time run. */
export function isOurTurn(status: CaseStatus): boolean {
  return status === "open" || status === "waiting-for-us";
}
