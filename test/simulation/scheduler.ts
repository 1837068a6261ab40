import type { EpochMs } from "../../src/domain/ids.ts";
import type { Random } from "./random.ts";

/**
 * Virtual time. Everything asynchronous waits here, and what waits for the same moment is let go in an
 * order that the seed decides.
 */
export interface Scheduler {
  now(): EpochMs;
  /** Calls `run` once, `ms` from now, unless the returned function is called first. */
  after(ms: number, run: () => void): () => void;
  /** Lets time pass until `done` says so. Throws when it takes more than `mostSteps`, or nothing is left. */
  run(done: () => boolean, mostSteps: number): Promise<void>;
}

interface Waiting {
  readonly at: EpochMs;
  readonly tie: number;
  /** Null once cancelled. */
  run: (() => void) | null;
}

class Stuck extends Error {}

export function createScheduler(random: Random, startAt: EpochMs): Scheduler {
  const heap: Waiting[] = [];
  let now = startAt;

  return {
    now: () => now,
    after(ms, run) {
      const waiting: Waiting = { at: now + Math.max(0, Math.round(ms)), tie: random.next(), run };
      push(heap, waiting);
      return () => {
        waiting.run = null;
      };
    },
    async run(done, mostSteps) {
      await settled();
      for (let step = 0; !done(); step += 1) {
        if (step === mostSteps) throw new Stuck("time passes and it never becomes quiet");
        const next = pop(heap);
        if (next === undefined) throw new Stuck("nothing is going to happen any more, and work is left");
        if (next.run === null) continue;
        now = next.at;
        next.run();
        await settled();
      }
    },
  };
}

/** Resolves when every promise that could go on has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function before(one: Waiting, other: Waiting): boolean {
  return one.at < other.at || (one.at === other.at && one.tie < other.tie);
}

function push(heap: Waiting[], waiting: Waiting): void {
  let index = heap.push(waiting) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent] as Waiting;
    if (!before(waiting, above)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = waiting;
}

function pop(heap: Waiting[]): Waiting | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    const [left, right] = [heap[child], heap[child + 1]];
    if (left === undefined) break;
    if (right !== undefined && before(right, left)) child += 1;
    const least = heap[child] as Waiting;
    if (!before(least, last)) break;
    heap[index] = least;
    index = child;
  }
  heap[index] = last;
  return first;
}
