import type { Clock } from "../../domain/clock.ts";
import { Bucket, type Told, type Wait } from "./bucket.ts";

/** What an answer tells of the limits it fell under. */
export interface Answered extends Told {
  /** Discord's name of the bucket, which several routes may share. */
  readonly bucket: string | null;
  /** Whether the limit that was passed is that of the whole bot. */
  readonly global: boolean;
}

/** What a request counts against: its route without ids, and the server, channel or webhook it is about. */
export interface Subject {
  readonly route: string;
  readonly major: string;
}

export interface RateLimits {
  /**
   * Waits until a request may go out; what it resolves with is to be called with the answer, or null when none
   * came. Rejects with `tooLong(ms)` when the wait would exceed `longestWaitMs`.
   */
  take(subject: Subject, tooLong: (waitMs: number) => Error): Promise<(answer: Answered | null) => void>;
}

/** Documented: fifty requests a second for each bot. */
const GLOBAL = { limit: 50, windowMs: 1000 };
/**
 * How many of a bucket go out before an answer has told its limit. None is known to be narrower (assumed); one
 * that is answers 429, which surely did nothing, and is tried again.
 */
const UNTOLD = 4;

/** Discord's buckets, for requests that need not wait for each other: no more under way than a bucket has left. */
export function createRateLimits(clock: Clock, longestWaitMs: number): RateLimits {
  const names = new Map<string, string>();
  const buckets = new Map<string, Bucket>();
  const everything = openGlobal(clock);
  const waiting = new Set<() => void>();
  const nameOf = ({ route, major }: Subject) => `${names.get(route) ?? route} ${major}`;
  const bucketOf = (subject: Subject): Bucket => {
    const name = nameOf(subject);
    const bucket = buckets.get(name) ?? new Bucket(clock, UNTOLD);
    buckets.set(name, bucket);
    return bucket;
  };
  const woken = (wait: Wait) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        cancel();
        waiting.delete(wake);
        resolve();
      };
      const cancel = wait === "an answer" ? () => undefined : clock.after(wait, wake);
      waiting.add(wake);
    });
  return {
    async take(subject, tooLong) {
      for (;;) {
        const bucket = bucketOf(subject);
        const wait = longer(bucket.wait(), everything.wait());
        if (wait === 0) {
          bucket.begin();
          everything.count();
          return (answer) => {
            if (answer?.bucket) {
              names.set(subject.route, answer.bucket);
              // Those under way stay counted where they began.
              if (!buckets.has(nameOf(subject))) buckets.set(nameOf(subject), bucket);
            }
            if (answer?.global === true) everything.block(answer.retryAfterMs ?? 0);
            bucket.end(answer?.global === true ? null : answer);
            for (const wake of waiting) wake();
          };
        }
        if (wait !== "an answer" && wait > longestWaitMs) throw tooLong(wait);
        await woken(wait);
      }
    },
  };
}

function longer(one: Wait, other: Wait): Wait {
  if (one === "an answer" || other === 0) return one;
  return other === "an answer" ? other : Math.max(one, other);
}

/** The bot's own limit: counted by us, for answers tell of it only when it is passed. */
function openGlobal(clock: Clock) {
  let endsAt = 0;
  let used = 0;
  return {
    wait: (): number => {
      if (clock.now() >= endsAt) used = 0;
      return used < GLOBAL.limit ? 0 : endsAt - clock.now();
    },
    count(): void {
      if (used === 0) endsAt = clock.now() + GLOBAL.windowMs;
      used += 1;
    },
    block(ms: number): void {
      used = GLOBAL.limit;
      endsAt = Math.max(endsAt, clock.now() + ms);
    },
  };
}
