import type { SandboxContext } from "../context.ts";
import type { TwilioReady } from "../imitation.ts";

/** What everything in one account shares; it ends with a reset, and all that was pending ends with it. */
export interface Runtime {
  readonly context: SandboxContext;
  readonly ready: TwilioReady;
  /** Aborted by a reset. */
  readonly closing: AbortSignal;
  now(): number;
  /** Calls `ring` after `ms`, unless the account is reset or the returned function is called first. */
  after(ms: number, ring: () => void): () => void;
  /** Calls `ring` in a little while, as the vendor's queues do: the order of two calls is not kept. */
  soon(ring: () => void): void;
  /** A callback has been made: those that are to come after another may go. */
  passed(): void;
  /** Resolves when the next callback has been made, or none is made for a while. */
  untilPassed(): Promise<void>;
}

/** How long a callback waits for another to overtake it. */
const OVERTAKEN_WITHIN_MS = 2_000;

/** How long the vendor's asynchronous work takes here: enough that nobody can count on "at once". */
const SOON_MS = { least: 3, most: 25 };

export function createRuntime(context: SandboxContext, ready: TwilioReady, closing: AbortSignal): Runtime {
  const after = (ms: number, ring: () => void) =>
    context.after(ms, () => {
      if (!closing.aborted) ring();
    });
  let waiting: (() => void)[] = [];
  return {
    context,
    ready,
    closing,
    now: () => context.now(),
    after,
    soon(ring) {
      after(SOON_MS.least + Math.random() * (SOON_MS.most - SOON_MS.least), ring);
    },
    passed() {
      for (const go of waiting) go();
      waiting = [];
    },
    untilPassed: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        after(OVERTAKEN_WITHIN_MS, resolve);
      }),
  };
}
