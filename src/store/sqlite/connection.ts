import { DatabaseSync } from "node:sqlite";
import { Failure } from "../../domain/failure.ts";

/** Below it, two connections in WAL mode can corrupt the file (sqlite.org/wal.html, "the WAL-reset bug"). */
const OLDEST_SQLITE = "3.51.3";
const BUSY_TIMEOUT_MS = 5000;
/** What a long reader let the log grow to is given back to the disk afterwards. */
const LOG_BYTES_KEPT = 64 * 1024 * 1024;

/** Opens the file without changing anything in it. */
export function connect(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  db.exec("PRAGMA trusted_schema = OFF");
  return db;
}

/**
 * Sets how commits are written. FULL in WAL mode syncs every commit: what was committed survives a loss of
 * power, which NORMAL does not promise.
 */
export function makeDurable(db: DatabaseSync, path: string): void {
  const mode = db.prepare("PRAGMA journal_mode = WAL").get()?.["journal_mode"];
  if (mode !== "wal") {
    throw new Failure("store.unavailable", "The database cannot be put into WAL mode.", {
      where: path,
      fix: "Keep it on a local disk: network file systems cannot share its memory.",
      retry: false,
    });
  }
  db.exec(`
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA journal_size_limit = ${LOG_BYTES_KEPT};
  `);
}

/** The version of SQLite that this Node carries. */
export function sqliteVersion(): string {
  const db = new DatabaseSync(":memory:");
  try {
    return String(db.prepare("SELECT sqlite_version() AS version").get()?.["version"]);
  } finally {
    db.close();
  }
}

export function refuseOldSqlite(version: string): void {
  if (compareVersions(version, OLDEST_SQLITE) >= 0) return;
  throw new Failure(
    "store.unavailable",
    `This Node carries SQLite ${version}, which can damage the database.`,
    {
      fix: `Use Node 24.15 or newer (SQLite ${OLDEST_SQLITE} or newer).`,
      retry: false,
    },
  );
}

function compareVersions(left: string, right: string): number {
  const wanted = numbersOf(right);
  for (const [index, number] of numbersOf(left).entries()) {
    const difference = number - (wanted[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbersOf(version: string): readonly number[] {
  return version.split(".").map(Number);
}
