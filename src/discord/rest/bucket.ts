import type { Clock } from "../../domain/clock.ts";

/** What an answer tells of its bucket; null where it does not say. */
export interface Told {
  readonly limit: number | null;
  readonly remaining: number | null;
  readonly resetAfterMs: number | null;
  /** Set when the request was one too many. */
  readonly retryAfterMs: number | null;
}

/** How long until there may be room: milliseconds, or "an answer" when one that is under way has to come first. */
export type Wait = number | "an answer";

/** Requests that share a limit. Has identity: it counts what is under way. */
export class Bucket {
  readonly #clock: Clock;
  #limit: number;
  #left: number;
  #underWay = 0;
  #resetAt = 0;

  /** `limit` holds until an answer tells the true one. */
  constructor(clock: Clock, limit: number) {
    this.#clock = clock;
    this.#limit = limit;
    this.#left = limit;
  }

  /** 0 when one more may go. What is under way may not be counted in what the last answer left. */
  wait(): Wait {
    const toReset = this.#resetAt - this.#clock.now();
    if (toReset <= 0) this.#left = this.#limit;
    if (this.#underWay < this.#left) return 0;
    return this.#underWay > 0 ? "an answer" : Math.max(1, toReset);
  }

  begin(): void {
    this.#underWay += 1;
  }

  /** `told` is null when no answer came. */
  end(told: Told | null): void {
    this.#underWay -= 1;
    if (told === null) return;
    const now = this.#clock.now();
    if (told.retryAfterMs !== null) {
      this.#left = 0;
      this.#resetAt = Math.max(this.#resetAt, now + told.retryAfterMs);
      return;
    }
    if (told.limit === null || told.remaining === null || told.resetAfterMs === null) return;
    // Answers may overtake each other: within one window the lowest number is the latest.
    const sameWindow = now < this.#resetAt;
    this.#limit = told.limit;
    this.#left = sameWindow ? Math.min(this.#left, told.remaining) : told.remaining;
    this.#resetAt = Math.max(this.#resetAt, now + told.resetAfterMs);
  }
}
