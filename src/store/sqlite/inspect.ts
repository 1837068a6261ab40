import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

import { storeFailure } from "./failures.ts";
import { matchKeys } from "./keyring.ts";
import { refuseDamage } from "./open.ts";
import { readSchemaVersion } from "./schema.ts";

/**
 * Looks at a database without changing anything in it, also while a daemon works with it. The schema's version,
 * or null when there is no database yet. Rejects as `openSqlite` does: "store.wrong-secret", "store.newer",
 * "store.corrupt", "store.unavailable".
 */
export function inspectSqlite(path: string, secret: string): number | null {
  if (!existsSync(path)) return null;
  try {
    using db = new DatabaseSync(path, { readOnly: true, timeout: 1_000 });
    const version = readSchemaVersion(db, path);
    if (version === 0) return 0;
    refuseDamage(db, path);
    matchKeys(db, { secret, oldSecrets: [] }, path);
    return version;
  } catch (thrown) {
    throw storeFailure(thrown, path);
  }
}
