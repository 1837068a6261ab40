import type { PostId } from "../../domain/ids.ts";

/** Messages that we know of, and look for in a place. */
export interface Missing {
  /** Where to begin reading, so that all of them would be seen: at that id or earlier. */
  before(id: string): string;
  seen(ids: readonly string[]): void;
  sawNothing(): boolean;
  /** Those that were not seen. */
  left(): readonly PostId[];
}

export function createMissing(known: readonly PostId[]): Missing {
  const missing = new Set<string>(known);
  let nothing = true;
  return {
    before: (id) =>
      String(
        known.reduce((lowest, one) => (BigInt(one) - 1n < lowest ? BigInt(one) - 1n : lowest), BigInt(id)),
      ),
    seen(ids) {
      if (ids.length > 0) nothing = false;
      for (const id of ids) missing.delete(id);
    },
    sawNothing: () => nothing,
    left: () => known.filter((id) => missing.has(id)),
  };
}
