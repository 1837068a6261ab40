import type { Clock } from "../src/domain/clock.ts";

/** A clock that runs `factor` times as fast as ours, so that an hour of waiting passes in seconds. */
export function hastyClock(factor: number): Clock {
  const began = performance.now();
  const from = Date.now();
  return {
    now: () => Math.round(from + (performance.now() - began) * factor),
    after(ms, ring) {
      const timer = setTimeout(ring, Math.max(0, ms) / factor);
      return () => clearTimeout(timer);
    },
  };
}
