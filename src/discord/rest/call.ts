import type { Clock } from "../../domain/clock.ts";
import { Failure } from "../../domain/failure.ts";
import { discordFailure } from "./failures.ts";

/** Longer than the library's own timeout plus its longest wait for a bucket. */
const LONGEST_CALL_MS = 25_000;
/** What a stopped call gets to say how far it came; asleep for a rate limit, the library says nothing. */
const LAST_WORD_MS = 100;

export interface Call<T> {
  /** Names the call for a human: "opening the member's direct messages". */
  readonly doing: string;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly timeoutMs?: number;
  readonly run: (signal: AbortSignal) => Promise<T>;
}

/**
 * One call to Discord with an end: rejects with a Failure when Discord refuses, when `signal` is aborted
 * and when the whole exchange, body included, takes too long. Every call gets a signal of its own, because
 * the library never takes its listeners off the signals it is given.
 */
export async function callDiscord<T>({ doing, signal, clock, timeoutMs, run }: Call<T>): Promise<T> {
  if (signal.aborted) {
    throw new Failure("network.timeout", `Stopped before ${doing}.`, { certain: true });
  }
  const controller = new AbortController();
  const cut = Promise.withResolvers<never>();
  let cancel = clock.after(timeoutMs ?? LONGEST_CALL_MS, stop);
  function stop(): void {
    controller.abort();
    cancel();
    cancel = clock.after(LAST_WORD_MS, () => {
      cut.reject(new Failure("network.timeout", `No answer from Discord in time to ${doing}.`));
    });
  }
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([run(controller.signal), cut.promise]);
  } catch (thrown) {
    throw discordFailure(thrown, doing);
  } finally {
    cancel();
    signal.removeEventListener("abort", stop);
  }
}

/** The answer's id, or a Failure: whatever answers there does not speak as Discord does. */
export function idOf(answer: unknown, doing: string): string {
  if (typeof answer === "object" && answer !== null && "id" in answer && typeof answer.id === "string") {
    return answer.id;
  }
  throw new Failure("discord.unavailable", `The answer to ${doing} is not one that Discord gives.`, {
    fix: "Check FLEXCORD_DISCORD_API when it is set, and any proxy before Discord.",
  });
}
