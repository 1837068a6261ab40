import type { Clock } from "./clock.ts";

/** Does what is due, one thing after the other, and sleeps in between. */
export interface WorkLoop {
  /** There may be something to do. Waits for nobody. */
  look(): void;
  /** Resolves when nothing is being done. */
  idle(): Promise<void>;
}

/**
 * @param step does the next thing that is due, if any, and never rejects. Resolves with the milliseconds until it
 * should look again: 0 at once, null when only `look` brings something new.
 * @param signal aborting it begins nothing more; what is being done ends by itself
 */
export function createWorkLoop(
  step: () => Promise<number | null>,
  clock: Clock,
  signal: AbortSignal,
): WorkLoop {
  let working: Promise<void> | null = null;
  let cancel: (() => void) | null = null;
  let again = false;

  const work = async () => {
    let wait: number | null = 0;
    while (wait === 0 && !signal.aborted) wait = await step();
    if (wait !== null && !signal.aborted) cancel = clock.after(wait, look);
  };

  function look(): void {
    again = true;
    if (working !== null || signal.aborted) return;
    cancel?.();
    again = false;
    working = work().finally(() => {
      working = null;
      if (again) look();
    });
  }

  signal.addEventListener("abort", () => cancel?.(), { once: true });
  return {
    look,
    async idle() {
      await working;
    },
  };
}

/**
 * A loop that nobody tells to look. The returned function ends it: its signal is aborted, and what is being done waited
 * for.
 * @param step as of `createWorkLoop`
 */
export function startWorkLoop(
  step: (signal: AbortSignal) => Promise<number>,
  clock: Clock,
): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = createWorkLoop(() => step(signal), clock, signal);
  loop.look();
  return async () => {
    stopping.abort(new Error("the daemon stops"));
    await loop.idle();
  };
}
