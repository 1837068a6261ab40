import type { CaseRules } from "../domain/case.ts";
import { changeCase, reopens } from "./change.ts";
import { openCase } from "./open.ts";
import type { SlaPolicy, WorkingTime } from "./sla.ts";

export interface CasePolicy {
  readonly time: WorkingTime;
  readonly sla: SlaPolicy;
  /** How long after its end a member can reopen a case, in milliseconds. */
  readonly reopenMs: number;
}

/** The life of cases under a company's promises and hours. */
export function createCaseRules(policy: CasePolicy): CaseRules {
  return {
    open: (number, wanted, actor, now) => openCase(number, wanted, { ...policy, actor, now }),
    reopens: (found, now) => reopens(found, now, policy.reopenMs),
    change: (found, action, actor, now) => changeCase(found, action, { ...policy, actor, now }),
  };
}
