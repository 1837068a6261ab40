import type { Clock } from "../../../src/domain/clock.ts";

/** The real time, and what the test adds to it; what waits is rung at once. */
export function createProgress(): Clock & { readonly pass: (ms: number) => void } {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    after(_ms, ring) {
      const timer = setTimeout(ring, 0);
      return () => clearTimeout(timer);
    },
    pass(ms) {
      ahead += ms;
    },
  };
}
