import type { EpochMs } from "../../domain/ids.ts";

/** Counts what went wrong, by whom. */
export interface FailureLimit {
  /** Notes a failure; true when there were too many of late. */
  failed(by: string): boolean;
  /** Whether one more would be too many. */
  isOver(by: string): boolean;
}

/** Whoever comes under more names than this is counted as one. */
const MOST_NAMES = 10_000;

/** At most `most` failures in each span of time, of one name. */
export function createFailureLimit(options: {
  readonly most: number;
  readonly spanMs: number;
  readonly now: () => EpochMs;
}): FailureLimit {
  const { most, spanMs, now } = options;
  let begunAt = now();
  const counts = new Map<string, number>();
  const nameOf = (by: string) => (counts.size < MOST_NAMES || counts.has(by) ? by : "");
  const current = () => {
    if (now() - begunAt < spanMs) return;
    begunAt = now();
    counts.clear();
  };
  return {
    failed(by) {
      current();
      const name = nameOf(by);
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return count > most;
    },
    isOver(by) {
      current();
      return (counts.get(nameOf(by)) ?? 0) >= most;
    },
  };
}
