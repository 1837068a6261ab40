import type { EpochMs } from "./ids.ts";

/** Hands out times so that a limit which another side counts by the second is kept. */
export interface Pace {
  /** Takes the next place; gives the milliseconds until it. Places come in the order they are asked for. */
  next(): number;
  /** The milliseconds until the next place, which stays free. */
  wait(): number;
}

/**
 * `burst` may go at once after a rest, the others evenly: no second, wherever it begins, holds more than
 * `perSecond`.
 */
export function createPace(
  { perSecond, burst }: { readonly perSecond: number; readonly burst: number },
  now: () => EpochMs,
): Pace {
  const interval = 1000 / (perSecond - burst);
  const head = (burst - 1) * interval;
  /** When the places given so far would be used up at an even pace. */
  let usedUpAt = Number.NEGATIVE_INFINITY;
  const waitFrom = (from: EpochMs) => Math.max(0, usedUpAt - head - from);
  return {
    wait: () => waitFrom(now()),
    next() {
      const from = now();
      const wait = waitFrom(from);
      usedUpAt = Math.max(usedUpAt, from) + interval;
      return wait;
    },
  };
}
