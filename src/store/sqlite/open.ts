import { statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { Failure } from "../../domain/failure.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { Log } from "../../domain/log.ts";
import { openContentFolder } from "../files/content-folder.ts";
import type { Store } from "../store.ts";
import type { Vault } from "../vault.ts";
import { createAlertStore, createLedgerTroubles } from "./alerts.ts";
import { createAnnouncementStore } from "./announcements.ts";
import { createBlocklist } from "./blocklist.ts";
import { createCaseBook } from "./case-book.ts";
import { connect, makeDurable, refuseOldSqlite, sqliteVersion } from "./connection.ts";
import { storeFailure } from "./failures.ts";
import { prepareFile } from "./files.ts";
import { openExpiry } from "./upkeep/expire.ts";
import { openIndexing } from "./upkeep/index-words.ts";
import { openReseal } from "./upkeep/reseal.ts";
import { createGroupCommit } from "./group-commit.ts";
import type { Secrets } from "./keyring.ts";
import { foundDatabase, matchKeys, openVault } from "./keyring.ts";
import { createLedger } from "./ledger/ledger.ts";
import { beginLineage, readLineages } from "./lineage.ts";
import { lockDatabase } from "./lock.ts";
import { createJournal, createRepair } from "./upkeep/repair.ts";
import { migrate, readSchemaVersion } from "./schema.ts";
import { createCaseFiles, createFileExpiry, createReportFiles, type FileCaps } from "./report-files.ts";
import { openCaseReader } from "./reader/cases.ts";
import { openCaseFileRows } from "./tables/case-files.ts";
import { openTables } from "./tables/all.ts";
import { createTrackerStore } from "./trackers/trackers.ts";
import { wholeMs } from "./tables/time.ts";

export interface SqliteOptions {
  readonly path: string;
  /** FLEXCORD_SECRET. */
  readonly secret: string;
  /** Former values of FLEXCORD_SECRET that rows may still be sealed with. */
  readonly oldSecrets?: readonly string[];
  readonly now: () => EpochMs;
  readonly log: Log;
  /** How much of members' files is kept; the usual when left out. */
  readonly fileCaps?: FileCaps;
}

const MEGABYTE = 1024 * 1024;
const usualCaps: FileCaps = { file: 25 * MEGABYTE, report: 100 * MEGABYTE, total: 5_000 * MEGABYTE };

/**
 * Opens the database for the one daemon that may write to it, made on first use. Refused, with nothing in
 * it changed: "state.locked" (another daemon has it), "store.wrong-secret", "store.newer", "store.corrupt",
 * "store.unavailable" (not writable, or a SQLite too old to be safe).
 */
export async function openSqlite(options: SqliteOptions): Promise<Store> {
  refuseOldSqlite(sqliteVersion());
  const path = prepareFile(options.path);
  using resources = new DisposableStack();
  const lock = lockDatabase(path);
  resources.defer(() => lock.release());
  try {
    const db = connect(path);
    resources.defer(() => db.close());
    const vault = prepareDatabase(db, path, options);
    const now = () => wholeMs(options.now());
    const tables = openTables(db, vault, now);
    const commits = createGroupCommit(db, { path, onUndone: () => tables.forget() });
    const ledger = createLedger({ tables, path, commits, now });
    const expire = openExpiry(db, vault, () => tables.forget());
    const reseal = openReseal(db, vault);
    const index = openIndexing(db, vault);
    const lineages = readLineages(db);
    const folder = openContentFolder(`${path}.files`);
    const files = {
      rows: openCaseFileRows(db, vault),
      folder,
      caps: options.fileCaps ?? usualCaps,
      commits,
      now,
    };
    const expireFiles = createFileExpiry(files);
    const opened = resources.move();
    return {
      ledger,
      cases: createCaseBook({ tables, commits, now }),
      caseReader: openCaseReader(db, vault),
      caseFiles: createCaseFiles(files),
      reportFiles: createReportFiles(files),
      announcements: createAnnouncementStore({ db, vault, commits, now }),
      blocklist: createBlocklist({ blocks: tables.blocks, commits, now }),
      trackers: createTrackerStore({ db, vault, tables, commits, now }),
      repair: createRepair({ db, vault, changes: tables.changes, commits, now }),
      journal: createJournal({ db, commits, now }),
      upkeep: {
        async expire(before) {
          const texts = await commits.run(() => expire(before, now()));
          // The whole folder is looked at: once, when there is no text left to drop.
          return texts > 0 ? texts : expireFiles(before);
        },
        reseal: () => commits.run(reseal),
        index: () => commits.run(index),
      },
      alerts: createAlertStore({ db, path, commits, now }),
      troubles: createLedgerTroubles({ db, path }),
      lineages,
      beginLineage: () => commits.run(() => beginLineage(db)),
      async close() {
        await commits.close();
        opened.dispose();
      },
    };
  } catch (thrown) {
    throw storeFailure(thrown, path);
  }
}

/** Everything that can refuse comes before anything that writes. */
function prepareDatabase(db: DatabaseSync, path: string, options: SqliteOptions): Vault {
  const secrets: Secrets = { secret: options.secret, oldSecrets: options.oldSecrets ?? [] };
  const version = readSchemaVersion(db, path);
  if (version > 0) {
    refuseDamage(db, path);
    matchKeys(db, secrets, path);
  }
  makeDurable(db, path);
  migrate(db, version, options.log);
  db.exec("BEGIN IMMEDIATE");
  foundDatabase(db);
  const vault = openVault(db, secrets, { path, now: wholeMs(options.now()) });
  db.exec("COMMIT");
  return vault;
}

/** Checking every page takes a second or so for this many bytes; a start should not take longer. */
const MOST_BYTES_CHECKED = 256 * 1024 * 1024;

/** In a larger file, damage is told by the first call that comes upon it. */
export function refuseDamage(db: DatabaseSync, path: string): void {
  if (statSync(path).size > MOST_BYTES_CHECKED) return;
  const verdict = db.prepare("PRAGMA quick_check(1)").get()?.["quick_check"];
  if (verdict === "ok") return;
  throw new Failure("store.corrupt", "The database is damaged.", {
    where: path,
    fix: "Stop flexcord and put back the newest backup of the file.",
    cause: verdict,
  });
}
