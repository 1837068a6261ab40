import { type Clock, sleep } from "../domain/clock.ts";

/** One expectation of the story and whether it held. */
export interface Check {
  readonly what: string;
  readonly held: boolean;
  readonly detail: string | null;
}

export interface Checks {
  /** Notes whether something held; the story goes on either way. */
  expect(what: string, held: boolean, detail?: string): void;
  /**
   * Waits until `look` finds something, for at most `withinMs`, and gives it back. Throws when it never
   * does: the rest of the story would make no sense.
   */
  until<Found>(what: string, look: () => Promise<Found | undefined>, withinMs?: number): Promise<Found>;
  readonly all: readonly Check[];
}

/** Thrown when the story cannot go on; the check that failed is already noted. */
export class StoryStopped extends Error {
  override readonly name = "StoryStopped";
}

const POLL_MS = 20;
const DEFAULT_WAIT_MS = 20_000;

export function createChecks(options: {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onCheck: (check: Check) => void;
}): Checks {
  const { clock, signal, onCheck } = options;
  const all: Check[] = [];
  const expect = (what: string, held: boolean, detail?: string) => {
    const check: Check = { what, held, detail: detail ?? null };
    all.push(check);
    onCheck(check);
  };
  return {
    all,
    expect,
    async until(what, look, withinMs = DEFAULT_WAIT_MS) {
      const deadline = clock.now() + withinMs;
      for (;;) {
        const found = await look();
        if (found !== undefined) {
          expect(what, true);
          return found;
        }
        if (clock.now() > deadline) {
          expect(what, false, `not seen within ${withinMs / 1000} s`);
          throw new StoryStopped(what);
        }
        await sleep(clock, POLL_MS, signal);
      }
    },
  };
}
