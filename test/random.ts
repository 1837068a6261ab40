/** Numbers that repeat for the same seed, so that a failing run can be run again. */
export interface Random {
  readonly seed: number;
  /** From 0 up to, not including, `below`. */
  whole(below: number): number;
  pick<T>(from: readonly T[]): T;
}

/** `FLEXCORD_SEED` repeats a run; a failing test prints its seed in its message. */
export function seeded(seed: number = Number(process.env["FLEXCORD_SEED"] ?? Date.now() % 2 ** 31)): Random {
  let state = seed >>> 0;
  // Mulberry32: small, and good enough to choose test data.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return {
    seed,
    whole,
    pick(from) {
      const chosen = from[whole(from.length)];
      if (chosen === undefined) throw new Error("nothing to choose from");
      return chosen;
    },
  };
}
