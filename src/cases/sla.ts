import type { Case, CasePriority, SlaClock } from "../domain/case.ts";
import type { EpochMs } from "../domain/ids.ts";
import { isActive, isOurTurn } from "./status.ts";

/** Working time, as the business hours have it. Around the clock when a company has none. */
export interface WorkingTime {
  /** Working milliseconds between two moments. */
  between(from: EpochMs, to: EpochMs): number;
  /** The moment at which `ms` working milliseconds have passed since `from`. */
  after(from: EpochMs, ms: number): EpochMs;
}

export const aroundTheClock: WorkingTime = {
  between: (from, to) => Math.max(0, to - from),
  after: (from, ms) => from + ms,
};

/** What is promised to cases of one priority, in working milliseconds; null for no promise. */
export interface SlaTargets {
  readonly firstAnswerMs: number | null;
  readonly resolutionMs: number | null;
}

export type SlaPolicy = Readonly<Record<CasePriority, SlaTargets>>;

export function startClock(targetMs: number | null, at: EpochMs): SlaClock {
  return { targetMs, spentMs: 0, runningSince: at, metAt: null, breachedAt: null };
}

/** When the promise is broken if nothing happens; null while the clock stands still or nothing is promised. */
function dueAt(clock: SlaClock, time: WorkingTime): EpochMs | null {
  if (clock.targetMs === null || clock.runningSince === null || clock.breachedAt !== null) return null;
  return time.after(clock.runningSince, Math.max(0, clock.targetMs - clock.spentMs));
}

/** Working milliseconds spent by `now`. */
export function spentBy(clock: SlaClock, now: EpochMs, time: WorkingTime): number {
  const running = clock.runningSince === null ? 0 : time.between(clock.runningSince, now);
  return clock.spentMs + running;
}

/** The case with its clocks brought to `now`: running on our turn, standing still on the member's, ended at the end. */
export function wind(found: Case, before: Case, now: EpochMs, time: WorkingTime): Case {
  const answered = before.status === "open" && found.status !== "open";
  const solved = isActive(before.status) && !isActive(found.status);
  const reopened = !isActive(before.status) && isActive(found.status);
  const ourTurn = isOurTurn(found.status);
  const first = answered ? meet(found.firstAnswer, now, time) : found.firstAnswer;
  const solution = solved ? meet(found.resolution, now, time) : found.resolution;
  return {
    ...found,
    firstAnswer: turn(first, ourTurn && found.status === "open", now, time),
    resolution: turn(reopened ? { ...solution, metAt: null } : solution, ourTurn, now, time),
  };
}

/** Notes the promises that are broken by `now`; gives which ones are news. */
export function findBreaches(
  found: Case,
  now: EpochMs,
  time: WorkingTime,
): { readonly case: Case; readonly broken: readonly ("first-answer" | "resolution")[] } {
  const first = breach(found.firstAnswer, now, time);
  const resolution = breach(found.resolution, now, time);
  const broken = [
    ...(first === found.firstAnswer ? [] : ["first-answer" as const]),
    ...(resolution === found.resolution ? [] : ["resolution" as const]),
  ];
  return {
    case: broken.length === 0 ? found : { ...found, firstAnswer: first, resolution },
    broken,
  };
}

/** The earliest moment at which a promise of the case is broken if nothing happens. */
export function nextBreach(found: Case, time: WorkingTime): EpochMs | null {
  const due = [dueAt(found.firstAnswer, time), dueAt(found.resolution, time)].filter((at) => at !== null);
  return due.length === 0 ? null : Math.min(...due);
}

function breach(clock: SlaClock, now: EpochMs, time: WorkingTime): SlaClock {
  const due = dueAt(clock, time);
  return due === null || due > now ? clock : { ...clock, breachedAt: due };
}

function meet(clock: SlaClock, now: EpochMs, time: WorkingTime): SlaClock {
  if (clock.metAt !== null) return clock;
  return { ...breach(clock, now, time), spentMs: spentBy(clock, now, time), runningSince: null, metAt: now };
}

function turn(clock: SlaClock, runs: boolean, now: EpochMs, time: WorkingTime): SlaClock {
  const running = clock.runningSince !== null;
  if (clock.metAt !== null || running === runs) return clock;
  if (runs) return { ...clock, runningSince: now };
  return { ...breach(clock, now, time), spentMs: spentBy(clock, now, time), runningSince: null };
}

/** The promises to these cases that were broken and are still owed. */
export function brokenPromises(cases: readonly Case[]) {
  return cases.flatMap(({ number, firstAnswer, resolution }) => [
    ...brokenIn(firstAnswer, number, "first-answer"),
    ...brokenIn(resolution, number, "resolution"),
  ]);
}

function brokenIn<Name extends "first-answer" | "resolution">(
  { metAt, breachedAt }: SlaClock,
  number: number,
  promise: Name,
) {
  return metAt === null && breachedAt !== null ? [{ case: number, promise, since: breachedAt }] : [];
}
