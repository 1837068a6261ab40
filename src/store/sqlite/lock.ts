import { DatabaseSync } from "node:sqlite";
import { Failure } from "../../domain/failure.ts";
import { isBusy, storeFailure } from "./failures.ts";
import { createPrivate } from "./files.ts";

export interface Lock {
  release(): void;
}

/** Longer than two starters need to make way for each other. */
const PATIENCE_MS = 500;

/**
 * Makes this process the only daemon on the database, by SQLite's own exclusive lock on a file beside it. The
 * system drops that lock when the process ends in whatever way, and the database itself stays open to
 * readers. The lock file is left in place: removing it would let two holders lock two different files.
 */
export function lockDatabase(path: string): Lock {
  const lockPath = `${path}.lock`;
  let db: DatabaseSync | undefined;
  try {
    createPrivate(lockPath);
    db = new DatabaseSync(lockPath, { timeout: PATIENCE_MS });
    db.exec("BEGIN EXCLUSIVE");
    const held = db;
    return { release: () => held.close() };
  } catch (thrown) {
    db?.close();
    if (!isBusy(thrown)) throw lockFailure(thrown, lockPath);
    throw new Failure("state.locked", "Another flexcord daemon is using the database.", {
      where: path,
      fix: "Stop the other daemon, or give this one a database of its own.",
      cause: thrown,
    });
  }
}

function lockFailure(thrown: unknown, lockPath: string): unknown {
  const failure = storeFailure(thrown, lockPath);
  if (failure instanceof Failure) return failure;
  return new Failure("store.unavailable", "The database's lock file cannot be made.", {
    where: lockPath,
    fix: "See that flexcord may write to the folder.",
    cause: thrown,
  });
}
