import { sleep, type Clock } from "../../domain/clock.ts";
import { asFailure } from "../../domain/failure.ts";

interface Waiting {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export const FIRST_PAUSE_MS = 1_000;
export const LONGEST_PAUSE_MS = 30_000;

/** Until the ledger takes it: others wait for that. Rejects when it never will, or we are to stop first. */
export async function insist({ clock, signal }: Waiting, store: () => Promise<unknown>): Promise<void> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      await store();
      return;
    } catch (thrown) {
      const failure = asFailure(thrown);
      signal.throwIfAborted();
      if (!failure.retry) throw failure;
      await sleep(clock, pause, signal);
    }
  }
}
