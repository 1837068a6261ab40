import { randomBytes, timingSafeEqual } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { Failure } from "../../domain/failure.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { NumberedKey, Vault } from "../vault.ts";
import { createVault, deriveKey } from "../vault.ts";
import { newLineage } from "./lineage.ts";

export interface Secrets {
  /** Seals everything written from now on. */
  readonly secret: string;
  /** Former secrets: what they sealed can still be read. */
  readonly oldSecrets: readonly string[];
}

const SALT_BYTES = 32;

/** Gives a new database its salt and its lineage; an existing one keeps both. */
export function foundDatabase(db: DatabaseSync): void {
  const insert = db.prepare("INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING");
  insert.run("salt", randomBytes(SALT_BYTES));
  insert.run("lineage", newLineage());
}

/**
 * The keys of a database, each matched with the secret it came from. Changes nothing; "store.wrong-secret"
 * when one of them belongs to none of the secrets, for then something could not be read.
 */
export function matchKeys(db: DatabaseSync, secrets: Secrets, path: string): readonly NumberedKey[] {
  const salt = readSalt(db);
  const offered = [secrets.secret, ...secrets.oldSecrets].map((secret) => deriveKey(secret, salt));
  return readChecks(db).map(({ id, check }) => {
    const key = offered.find((one) => timingSafeEqual(one.check, check));
    if (key !== undefined) return { id, ...key };
    throw new Failure("store.wrong-secret", "FLEXCORD_SECRET is not the one the database was written with.", {
      where: `${path}, key ${id}`,
      fix: "Set the former value. To change it, give the former one as FLEXCORD_OLD_SECRETS beside the new one.",
    });
  });
}

/** Opens the vault of a database; the first time a secret is used, its key is entered. */
export function openVault(
  db: DatabaseSync,
  secrets: Secrets,
  options: { readonly path: string; readonly now: EpochMs },
): Vault {
  const known = matchKeys(db, secrets, options.path);
  const derived = deriveKey(secrets.secret, readSalt(db));
  const current = known.find((key) => timingSafeEqual(key.check, derived.check));
  if (current !== undefined) return createVault(current, known);

  const { lastInsertRowid } = db
    .prepare("INSERT INTO keys (check_value, created_at) VALUES (?, ?)")
    .run(derived.check, options.now);
  const entered = { id: Number(lastInsertRowid), ...derived };
  return createVault(entered, [...known, entered]);
}

/** A vault for reading: no key is entered for a secret that nothing was sealed with yet. */
export function openReadingVault(db: DatabaseSync, secrets: Secrets, path: string): Vault {
  const known = matchKeys(db, secrets, path);
  const newest = known.at(-1);
  if (newest === undefined)
    throw new Failure("store.corrupt", "The database has lost its keys.", { where: path });
  return createVault(newest, known);
}

function readSalt(db: DatabaseSync): Uint8Array {
  const row = db.prepare("SELECT value FROM meta WHERE name = 'salt'").get();
  if (row?.["value"] instanceof Uint8Array) return row["value"];
  throw new Failure("store.corrupt", "The database has lost the salt of its keys.");
}

function readChecks(db: DatabaseSync) {
  const rows = db.prepare("SELECT id, check_value AS 'check' FROM keys ORDER BY id").all();
  return rows as unknown as readonly { readonly id: number; readonly check: Uint8Array }[];
}
