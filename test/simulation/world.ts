import type { EpochMs } from "../../src/domain/ids.ts";
import { createRandom, type Random } from "./random.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";

/** How often things go wrong, drawn once for each seed. Probabilities, unless said otherwise. */
export interface Faults {
  /** A request that is refused with a time to come back. */
  readonly rateLimited: number;
  /** A request that is lost on its way, or answered 5xx without having been done. */
  readonly notDone: number;
  /** A request that is done and whose answer is lost, or is a 5xx. */
  readonly doneUnsaid: number;
  /** A callback or a dispatch that comes more than once. */
  readonly repeated: number;
  /** A callback that never comes. */
  readonly lost: number;
  /** A commit that fails. */
  readonly store: number;
  /** The process dies right after a commit of the store, or of a vendor, before it hears of it. */
  readonly crash: number;
  /** A flow that fails to make the task it was to make. */
  readonly flow: number;
  readonly assistant: number;
}

const NONE: Faults = {
  rateLimited: 0,
  notDone: 0,
  doneUnsaid: 0,
  repeated: 0,
  lost: 0,
  store: 0,
  crash: 0,
  flow: 0,
  assistant: 0,
};

export type Vendor = "discord" | "twilio";

/** What all parts of one simulation share. */
export interface World {
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly outages: Set<Vendor>;
  faults: Faults;
  /** Work of vendors and people that is under way; the daemon's own is seen in its ledger. */
  underway: number;
  /** A line of the trace. */
  note(who: string, what: string): void;
  /** Something happened that must never happen. */
  violated(what: string): void;
  readonly violations: string[];
  readonly trace: string[];
}

/** A Sunday; no part may care. */
const START: EpochMs = Date.UTC(2026, 10, 22, 12);

export function createWorld(seed: number): World {
  const random = createRandom(seed);
  const scheduler = createScheduler(random, START);
  const trace: string[] = [];
  const violations: string[] = [];
  const note = (who: string, what: string) => {
    trace.push(`${((scheduler.now() - START) / 1000).toFixed(3).padStart(10)}  ${who.padEnd(9)} ${what}`);
  };
  return {
    random,
    scheduler,
    outages: new Set(),
    faults: drawFaults(random),
    underway: 0,
    note,
    violated(what) {
      note("VIOLATED", what);
      violations.push(what);
    },
    violations,
    trace,
  };
}

/** Each kind of fault is absent in some seeds and frequent in others, so that none hides another. */
function drawFaults(random: Random): Faults {
  const often = (probability: number) => random.pick([0, probability / 4, probability]);
  return {
    rateLimited: often(0.15),
    notDone: often(0.15),
    doneUnsaid: often(0.15),
    repeated: often(0.2),
    lost: often(0.2),
    store: often(0.03),
    crash: often(0.01),
    flow: often(0.3),
    assistant: often(0.1),
  };
}

export function stopFaults(world: World): void {
  world.faults = NONE;
  world.outages.clear();
}

/** Runs something of the vendors or the people later; the simulation is not quiet before. */
export function later(world: World, ms: number, run: () => void): void {
  world.underway += 1;
  world.scheduler.after(ms, () => {
    world.underway -= 1;
    run();
  });
}

/** The same as a promise. */
export function wait(world: World, ms: number): Promise<void> {
  return new Promise((resolve) => later(world, ms, resolve));
}
