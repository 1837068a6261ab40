const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits before the 2nd, 3rd, … try while a tracker takes nothing; then every ten minutes, without an end. */
const WAITS = [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE];
const LATER_WAIT = 10 * MINUTE;
/** By then a request that may have gone through has ended: GitHub ends one after ten seconds. */
const DOUBT = 10 * SECOND;
/** Of limits nobody told the end of: a minute, then ever longer. */
const LIMIT = MINUTE;
const LONGEST = HOUR;

/** When a tracker is tried again, in milliseconds from now. */
export function nextTry(tried: {
  /** In a row. */
  readonly failures: number;
  readonly inDoubt: boolean;
  readonly limited: boolean;
  /** What the tracker asked for; null when it asked for nothing. */
  readonly retryAfterMs: number | null;
}): number {
  const { failures, inDoubt, limited, retryAfterMs } = tried;
  if (retryAfterMs !== null) return Math.max(SECOND, retryAfterMs);
  if (limited) return Math.min(LIMIT * 2 ** Math.min(failures - 1, 10), LONGEST);
  return Math.max(WAITS[failures - 1] ?? LATER_WAIT, inDoubt ? DOUBT : 0);
}

/** How often something is tried that a tracker does not take as it is. */
export const MOST_REFUSALS = 3;
