/**
 * Loaded into the daemon's process before the program, for one check: at each SIGUSR2 the databases of this process
 * may not grow any more, and at the next they may again. SQLite itself then answers as it does for a full disk.
 */
import { DatabaseSync } from "node:sqlite";

const UNLIMITED = 4_294_967_294;
const opened = new Set<DatabaseSync>();
const prepare = Reflect.get(DatabaseSync.prototype, "prepare");
let full = false;

DatabaseSync.prototype.prepare = function remembered(this: DatabaseSync, sql: string) {
  opened.add(this);
  return Reflect.apply(prepare, this, [sql]);
};

process.on("SIGUSR2", () => {
  full = !full;
  // Less than it has means: not a page more.
  for (const db of opened) if (db.isOpen) db.exec(`PRAGMA max_page_count = ${full ? 1 : UNLIMITED}`);
});
