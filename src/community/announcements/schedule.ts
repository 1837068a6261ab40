import type { EpochMs } from "../../domain/ids.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A tenth earlier or later, so that sources are not asked all at once. */
const JITTER = 0.1;
const LONGEST_PAUSE = 6 * HOUR;
/** What a source may ask for with Retry-After. */
const LONGEST_ASKED = 24 * HOUR;

/** When a source is visited next, in milliseconds from now; ever later while its visits fail. */
export function nextVisit(options: {
  readonly everyMs: number;
  /** Failed visits in a row. */
  readonly failures: number;
  readonly retryAfterMs: number;
  /** In [0, 1). */
  readonly random: number;
}): number {
  const { everyMs, failures, retryAfterMs, random } = options;
  const longest = Math.max(everyMs, LONGEST_PAUSE);
  const pause = Math.min(everyMs * 2 ** Math.min(failures, 20), longest);
  const jittered = pause * (1 - JITTER + 2 * JITTER * random);
  return Math.round(Math.max(jittered, Math.min(retryAfterMs, LONGEST_ASKED)));
}

/** Waits before the 2nd, 3rd, … try of posting or publishing; then half-hourly. */
const WAITS = [1_000, 5_000, 30_000, 2 * MINUTE, 10 * MINUTE];
const LATER_WAIT = 30 * MINUTE;
/** About a day's: old news help nobody. */
const MOST_TRIES = 52;

/** When to try again, in milliseconds from now; null when it is given up. */
export function nextTry(attempts: number, retryAfterMs: number): number | null {
  if (attempts >= MOST_TRIES) return null;
  return Math.max(WAITS[attempts - 1] ?? LATER_WAIT, retryAfterMs);
}

/** Discord's own client tells of ten an hour for each channel; it documents none. */
const CROSSPOSTS_PER_HOUR = 10;

/** From when on one more message may be published. @param published times of the last hour, oldest first */
export function nextCrosspost(published: readonly EpochMs[], now: EpochMs): EpochMs {
  const lately = published.filter((at) => at > now - HOUR);
  const blocking = lately[lately.length - CROSSPOSTS_PER_HOUR];
  return blocking === undefined ? now : blocking + HOUR;
}

/** How far back `nextCrosspost` looks. */
export const CROSSPOST_WINDOW_MS = HOUR;
