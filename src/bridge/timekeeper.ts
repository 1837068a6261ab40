import type { Clock } from "../domain/clock.ts";
import type { EpochMs } from "../domain/ids.ts";

/** Rings the ledger's timers when they are due: one alarm for the earliest of them. */
export interface Timekeeper {
  /** A timer was set or the start was made: look when the next one is due. */
  look(): void;
  /** Resolves when no look is under way. */
  idle(): Promise<void>;
}

const RETRY_MS = 1000;

export function createTimekeeper(options: {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly next: () => Promise<EpochMs | null>;
  readonly ring: (now: EpochMs) => Promise<void>;
  readonly onError: (thrown: unknown) => void;
}): Timekeeper {
  const { clock, signal, next, ring, onError } = options;
  let cancel: (() => void) | undefined;
  let looking: Promise<void> | null = null;
  let again = false;

  const lookOnce = async () => {
    const dueAt = await next();
    cancel?.();
    if (dueAt === null || signal.aborted) return;
    const wait = dueAt - clock.now();
    if (wait <= 0) {
      await ring(clock.now());
      again = true;
      return;
    }
    cancel = clock.after(wait, look);
  };

  const lookUntilQuiet = async () => {
    do {
      again = false;
      await lookOnce();
    } while (again && !signal.aborted);
  };

  function look(): void {
    again = true;
    if (looking !== null || signal.aborted) return;
    looking = lookUntilQuiet()
      .catch((thrown: unknown) => {
        onError(thrown);
        if (!signal.aborted) cancel = clock.after(RETRY_MS, look);
      })
      .finally(() => {
        looking = null;
      });
  }

  signal.addEventListener("abort", () => cancel?.(), { once: true });
  return {
    look,
    async idle() {
      await looking;
    },
  };
}
