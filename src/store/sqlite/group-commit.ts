import type { DatabaseSync } from "node:sqlite";
import { closedFailure, storeFailure } from "./failures.ts";

/** Runs work inside transactions; work that is asked for together is committed together. */
export interface GroupCommit {
  /** Resolves with what the work returned once it is safe on disk. Work that throws fails alone. */
  run<Result>(work: () => Result): Promise<Result>;
  /** Commits what was asked for and refuses what comes later. */
  close(): Promise<void>;
}

export interface GroupCommitOptions {
  /** Names the database in failures. */
  readonly path: string;
  /** Called when changes were undone, before anything else runs. */
  readonly onUndone: () => void;
}

interface Job {
  readonly work: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (thrown: unknown) => void;
}

/** Bounds how long one transaction keeps the event loop. */
const LARGEST_BATCH = 256;

/**
 * Everything asked for in one turn of the event loop becomes one transaction: under load one sync to disk
 * serves many callers, and a single caller waits for no one.
 *
 * The event loop stands still during a sync. With one in every turn, whoever calls us would wait for as many syncs as
 * their request takes turns; so under load a transaction gathers for some turns: no more than the last one held
 * jobs, which leaves a single caller alone, and for no longer than it took.
 */
export function createGroupCommit(db: DatabaseSync, options: GroupCommitOptions): GroupCommit {
  const { path } = options;
  const runBatch = batchRunner(db, options);
  let queue: Job[] = [];
  let flush: Promise<void> | null = null;
  let closed = false;
  let last = { jobs: 1, ms: 0 };

  const flushSoon = () =>
    new Promise<void>((resolve) => {
      const began = performance.now();
      let turns = 0;
      const gather = () => {
        turns += 1;
        const enough = turns >= last.jobs || performance.now() - began >= last.ms;
        if (!enough && queue.length < LARGEST_BATCH && !closed) {
          setImmediate(gather);
          return;
        }
        const batch = queue.slice(0, LARGEST_BATCH);
        queue = queue.slice(LARGEST_BATCH);
        flush = queue.length === 0 ? null : flushSoon();
        const from = performance.now();
        commit(batch);
        last = { jobs: batch.length, ms: performance.now() - from };
        resolve();
      };
      setImmediate(gather);
    });

  const commit = (batch: readonly Job[]) => {
    try {
      for (const tell of runBatch(batch)) tell();
    } catch (thrown) {
      const failure = storeFailure(thrown, path);
      for (const job of batch) job.reject(failure);
    }
  };

  const drained = (): Promise<void> => (flush === null ? Promise.resolve() : flush.then(drained));

  return {
    run<Result>(work: () => Result) {
      if (closed) return Promise.reject(closedFailure(path));
      return new Promise<Result>((resolve, reject) => {
        queue.push({ work, resolve: (result) => resolve(result as Result), reject });
        flush ??= flushSoon();
      });
    },
    async close() {
      closed = true;
      await drained();
    },
  };
}

/**
 * Runs jobs in one transaction, each behind a savepoint of its own. Returns what to tell the callers, now
 * that everything is committed; throws when nothing was.
 */
function batchRunner(db: DatabaseSync, { path, onUndone }: GroupCommitOptions) {
  const begin = db.prepare("BEGIN IMMEDIATE");
  const savepoint = db.prepare("SAVEPOINT job");
  const release = db.prepare("RELEASE job");
  const undo = db.prepare("ROLLBACK TO job");
  const commit = db.prepare("COMMIT");

  const runJob = (job: Job): (() => void) => {
    savepoint.run();
    try {
      const result = job.work();
      release.run();
      return () => job.resolve(result);
    } catch (thrown) {
      // A full disk or a failing one can end the whole transaction: then nothing of the batch holds.
      if (!db.isTransaction) throw thrown;
      undo.run();
      release.run();
      onUndone();
      return () => job.reject(storeFailure(thrown, path));
    }
  };

  return (batch: readonly Job[]): readonly (() => void)[] => {
    begin.run();
    try {
      const outcomes = batch.map((job) => runJob(job));
      commit.run();
      return outcomes;
    } catch (thrown) {
      if (db.isTransaction) db.exec("ROLLBACK");
      onUndone();
      throw thrown;
    }
  };
}
