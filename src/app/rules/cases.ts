import { createCaseRules } from "../../cases/rules.ts";
import type { SlaPolicy } from "../../cases/sla.ts";
import { workingTimeOf } from "../../cases/working-time.ts";
import { businessHoursOf } from "../../config/business-hours.ts";
import type { Settings } from "../../config/schema/settings.ts";
import type { CasePriority, CaseRules } from "../../domain/case.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How cases live under a config. */
export function caseRulesOf({ cases, support }: Pick<Settings, "cases" | "support">): CaseRules {
  const targets = (priority: CasePriority) => {
    const { firstAnswerMinutes, resolutionMinutes } = cases.promises[priority];
    return { firstAnswerMs: inMs(firstAnswerMinutes), resolutionMs: inMs(resolutionMinutes) };
  };
  const sla: SlaPolicy = {
    low: targets("low"),
    normal: targets("normal"),
    high: targets("high"),
    urgent: targets("urgent"),
  };
  return createCaseRules({
    sla,
    time: workingTimeOf(businessHoursOf(support)),
    reopenMs: cases.reopenDays * DAY,
  });
}

function inMs(minutes: number | null): number | null {
  return minutes === null ? null : minutes * MINUTE;
}

/** How long a case stays resolved until it is closed, in milliseconds; null for ever. */
export function closeMsOf({ cases: { closeDays } }: Pick<Settings, "cases">): number | null {
  return closeDays === null ? null : closeDays * DAY;
}

const MEGABYTE = 1024 * 1024;

/** How much of members' files is kept, in bytes. */
export function fileCapsOf({ cases: { files } }: Pick<Settings, "cases">) {
  return {
    file: files.fileMegabytes * MEGABYTE,
    report: files.caseMegabytes * MEGABYTE,
    total: files.totalMegabytes * MEGABYTE,
  };
}
