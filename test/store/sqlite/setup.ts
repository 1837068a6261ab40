import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { silentLog } from "../../../src/domain/log.ts";
import type { SqliteOptions } from "../../../src/store/sqlite/open.ts";
import { openSqlite } from "../../../src/store/sqlite/open.ts";

export const SECRET = "a secret for tests, long enough to be one";

/** A folder for the tests of one file, gone when they are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "flexcord-store-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function open(path: string, options: Partial<SqliteOptions> = {}) {
  return openSqlite({ path, secret: SECRET, now: () => Date.now(), log: silentLog, ...options });
}
