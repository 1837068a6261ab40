const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Waits before the 2nd, 3rd, … try; then half-hourly. */
const FIRST_WAITS = [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE];
const LATER_WAIT = 30 * MINUTE;
/** Old news help nobody: whoever could not be told for a day is not told. */
const LONGEST = 24 * 60 * MINUTE;

/** When to try again, in milliseconds from now; null when it is given up. */
export function nextTry(attempts: number, ageMs: number): number | null {
  if (ageMs > LONGEST) return null;
  return FIRST_WAITS[attempts - 1] ?? LATER_WAIT;
}
