import type { Claim, Lane, Ledger } from "../../src/bridge/ports.ts";
import { Failure } from "../../src/domain/failure.ts";
import { createMemoryLedger } from "../contract/store/memory/ledger.ts";
import type { Stored } from "../contract/store/memory/state.ts";
import type { Process } from "./process.ts";
import type { World } from "./world.ts";

/** What survives the daemon. */
export interface Disk {
  /** The ledger as one process uses it. */
  open(process: Process): Ledger;
  stored(): Stored;
  /** How much is asked for and not committed yet. */
  waiting(): number;
}

export interface DiskOptions {
  /** Called after every commit. */
  readonly onCommitted: (stored: Stored) => void;
  /** Whether a commit is on the disk when it is said to be; a mutant's is only some time later. */
  readonly durable: boolean;
}

interface Job {
  readonly work: () => Promise<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (thrown: unknown) => void;
}

/** How long a disk that is not durable may keep what it has promised in memory. */
const LAZY_SYNC_MS = 20_000;

/**
 * A ledger whose commits take time. What is asked for meanwhile is committed together, in order; whoever is
 * killed before has committed nothing, and whoever is killed after may not have heard of it.
 */
export function createDisk(world: World, { onCommitted, durable }: DiskOptions): Disk {
  const memory = createMemoryLedger(() => world.scheduler.now());
  let synced = memory.stored();
  let waiting = 0;

  const commit = (process: Process, batch: readonly Job[]) => {
    if (world.random.chance(world.faults.store)) {
      world.note("store", `fails to commit ${batch.length}`);
      process.deliver(() =>
        batch.forEach((job) => job.reject(new Failure("store.unavailable", "The disk is full."))),
      );
      return;
    }
    const results = batch.map((job) => job.work());
    for (const result of results) result.catch(() => undefined);
    onCommitted(memory.stored());
    if (durable) process.mayDie();
    const tell = () =>
      process.deliver(() =>
        batch.forEach((job, index) => void results[index]?.then(job.resolve, job.reject)),
      );
    world.scheduler.after(world.random.between(0, 3), tell);
  };

  return {
    stored: () => memory.stored(),
    waiting: () => waiting,
    open(process) {
      waiting = 0;
      if (!durable) memory.restore(synced);
      memory.reopen();
      const queue: Job[] = [];
      const flush = () => {
        // Mostly a transaction takes all that was asked for; now and then it is full before.
        const most = world.random.chance(0.3) ? world.random.between(1, queue.length) : queue.length;
        const batch = queue.splice(0, most);
        waiting = queue.length;
        if (waiting > 0) flushSoon();
        process.deliver(() => commit(process, batch));
      };
      const flushSoon = () => world.scheduler.after(world.random.between(0, 3), flush);
      const lazily = () => {
        synced = memory.stored();
        if (process.alive) world.scheduler.after(LAZY_SYNC_MS, lazily);
      };
      if (!durable) world.scheduler.after(LAZY_SYNC_MS, lazily);
      const write = <Result>(work: () => Promise<Result>) =>
        new Promise<Result>((resolve, reject) => {
          waiting += 1;
          queue.push({ work, resolve: (result) => resolve(result as Result), reject });
          if (queue.length === 1) flushSoon();
        });
      const { ledger } = memory;
      /**
       * That there is nothing to do is heard of a moment later: what is rung for meanwhile must not be lost. An
       * effect is handed out at once, as SQLite does it: the fence compares epochs of that moment.
       */
      const claim = async (lane: Lane) => {
        const found = await ledger.claim(lane);
        if (found.state === "due") return found;
        const { promise, resolve } = Promise.withResolvers<Claim>();
        world.scheduler.after(world.random.between(0, 30), () => process.deliver(() => resolve(found)));
        return promise;
      };
      return {
        ...ledger,
        claim,
        accept: (events, checkpoint) => write(() => ledger.accept(events, checkpoint)),
        decideNext: (memberId, choose) => write(() => ledger.decideNext(memberId, choose)),
        settle: (effectId, settlement) => write(() => ledger.settle(effectId, settlement)),
        ringTimers: (by) => write(() => ledger.ringTimers(by)),
        openGap: () => write(() => ledger.openGap()),
        closeGap: (id) => write(() => ledger.closeGap(id)),
      };
    },
  };
}
