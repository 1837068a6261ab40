import type { Clock } from "../../src/domain/clock.ts";
import type { World } from "./world.ts";

/**
 * One run of the daemon. Once it is dead nothing reaches it any more: its timers do not ring and its
 * promises never resolve, so whatever its code was waiting for it waits for ever.
 */
export interface Process {
  readonly alive: boolean;
  readonly clock: Clock;
  /** Delivers something to the process, if it still lives. */
  deliver(run: () => void): void;
  /** Ends it as kill -9 does. */
  kill(): void;
  /** Runs when it is killed; returns how to take that back. */
  onKilled(run: () => void): () => void;
  /** Called by parts of the world right after something was committed: a good moment to die. */
  mayDie(): void;
}

export function createProcess(world: World, onKilled: () => void): Process {
  let alive = true;
  const whenKilled = new Set([onKilled]);
  const deliver = (run: () => void) => {
    if (alive) run();
  };
  const kill = () => {
    if (!alive) return;
    alive = false;
    world.note("daemon", "is killed");
    for (const run of whenKilled) run();
  };
  return {
    get alive() {
      return alive;
    },
    clock: {
      now: () => world.scheduler.now(),
      after: (ms, ring) => world.scheduler.after(ms, () => deliver(ring)),
    },
    deliver,
    kill,
    onKilled(run) {
      whenKilled.add(run);
      return () => whenKilled.delete(run);
    },
    mayDie() {
      if (alive && world.random.chance(world.faults.crash)) kill();
    },
  };
}
