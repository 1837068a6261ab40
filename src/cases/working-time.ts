import { type BusinessHours, openSpans } from "../domain/business-hours.ts";
import type { EpochMs } from "../domain/ids.ts";
import { aroundTheClock, type WorkingTime } from "./sla.ts";

/** `openSpans` looks a little further ahead than this. */
const WINDOW_MS = 300 * 24 * 3_600_000;
/** A promise that business hours never reach falls due ten years on. */
const NEVER_MS = 3_650 * 24 * 3_600_000;

/** Time as business hours count it; around the clock when there are none. */
export function workingTimeOf(hours: BusinessHours | null): WorkingTime {
  if (hours === null) return aroundTheClock;
  return {
    between(from, to) {
      let sum = 0;
      for (const span of openBetween(hours, from, to)) sum += span.to - span.from;
      return sum;
    },
    after(from, ms) {
      let left = ms;
      for (const span of openBetween(hours, from, from + NEVER_MS)) {
        if (left <= span.to - span.from) return span.from + left;
        left -= span.to - span.from;
      }
      return from + NEVER_MS;
    },
  };
}

/** What is open between two moments, cut to them, in order. */
function* openBetween(hours: BusinessHours, from: EpochMs, to: EpochMs) {
  for (let start = from; start < to; start += WINDOW_MS) {
    const end = Math.min(to, start + WINDOW_MS);
    for (const span of openSpans(hours, start)) {
      if (span.from >= end) break;
      yield { from: Math.max(span.from, start), to: Math.min(span.to, end) };
    }
  }
}
