import type { Failure } from "../domain/failure.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits before the 2nd, 3rd, … try; afterwards hourly until a day has passed. */
const FIRST_WAITS = [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE];
const HOURLY_TRIES = 24;
const JITTER = 0.2;
/** An outage may cost many tries in little time: nothing is given up before this. */
const SHORTEST_PATIENCE = 24 * HOUR;
/** A refused token blocks everything and is nobody's message's fault: nothing is given up meanwhile. */
const REFUSED_TOKEN_WAIT = MINUTE;

/**
 * When to try again, in milliseconds from now; null when it is to be parked.
 * @param attempts tries so far, the failed one included
 * @param ageMs since it was decided
 * @param random a number in [0, 1)
 */
export function nextWait(failure: Failure, attempts: number, ageMs: number, random: number): number | null {
  if (failure.code === "discord.auth" || failure.code === "twilio.auth") return REFUSED_TOKEN_WAIT;
  if (!failure.retry) return null;
  if (attempts > FIRST_WAITS.length + HOURLY_TRIES && ageMs > SHORTEST_PATIENCE) return null;
  if (failure.retryAfterMs !== undefined) {
    // The other side says when; a moment later, so that not all come back at once, and never earlier.
    return Math.round(failure.retryAfterMs * (1 + JITTER * random));
  }
  const scheduled = FIRST_WAITS[attempts - 1] ?? HOUR;
  const jittered = scheduled * (1 - JITTER + 2 * JITTER * random);
  return Math.round(jittered);
}
