import { createCaseRules } from "../../src/cases/rules.ts";
import { aroundTheClock, type SlaTargets } from "../../src/cases/sla.ts";

const none: SlaTargets = { firstAnswerMs: null, resolutionMs: null };

/** Cases of a company that promises nothing. */
export const caseRules = createCaseRules({
  time: aroundTheClock,
  sla: { low: none, normal: none, high: none, urgent: none },
  reopenMs: 14 * 24 * 3_600_000,
});
