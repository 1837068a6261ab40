import type { DatabaseSync } from "node:sqlite";
import { Failure } from "../../domain/failure.ts";
import type { Log } from "../../domain/log.ts";
import { migrations } from "./migrations/all.ts";

/** "flex" in ASCII: marks the file as ours (sqlite.org/pragma.html#pragma_application_id). */
const APPLICATION_ID = 0x66_6c_65_78;

/** The version of the schema in the file; 0 when it is empty. Refuses what is not ours or too new. */
export function readSchemaVersion(db: DatabaseSync, path: string): number {
  const version = pragma(db, "user_version");
  const application = pragma(db, "application_id");
  if (application === 0 && version === 0 && isEmpty(db)) return 0;
  if (application !== APPLICATION_ID) {
    throw new Failure("store.corrupt", "The file is a database of another program.", {
      where: path,
      fix: "Name another file; flexcord makes it.",
    });
  }
  if (version > migrations.length) {
    throw new Failure("store.newer", "The database was written by a newer flexcord.", {
      where: `${path}, schema ${version}; this program knows ${migrations.length}`,
      fix: "Install the newer flexcord again; a database cannot go back.",
    });
  }
  return version;
}

/** Refuses a database whose schema is not the one this program reads. */
export function requireSchema(db: DatabaseSync, path: string): void {
  const version = readSchemaVersion(db, path);
  if (version === migrations.length) return;
  if (version === 0) throw noDatabase(path);
  throw new Failure("state.conflict", "The database was last used by an older flexcord.", {
    where: `${path}, schema ${version}; this program reads ${migrations.length}`,
    fix: "Start `flexcord run` once: it brings the database up to date.",
  });
}

/** Nothing was ever written there. */
export function noDatabase(path: string): Failure {
  return new Failure("state.conflict", "There is no ledger yet.", {
    where: path,
    fix: "`flexcord run` makes it. Check --config and --env when it should be there.",
  });
}

/** Brings the schema up to date, each step whole or not at all. */
export function migrate(db: DatabaseSync, from: number, log: Log): void {
  for (const [index, sql] of migrations.entries()) {
    const version = index + 1;
    if (version <= from) continue;
    db.exec("BEGIN IMMEDIATE");
    try {
      db.exec(sql);
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version}; COMMIT`);
    } catch (thrown) {
      if (db.isTransaction) db.exec("ROLLBACK");
      throw thrown;
    }
  }
  if (from < migrations.length)
    log.info("database schema brought up to date", { version: migrations.length });
}

function isEmpty(db: DatabaseSync): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
}

function pragma(db: DatabaseSync, name: "user_version" | "application_id"): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name]);
}
