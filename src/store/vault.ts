import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomFillSync,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import { Failure } from "../domain/failure.ts";

/** A column whose content is only ever stored sealed. */
export type SealedColumn =
  | "announcements.text"
  | "members.name"
  | "conversations.agent_name"
  | "conversations.owed"
  | "conversations.ahead"
  | "conversations.desk"
  | "cases.assignee"
  | "cases.comment"
  | "cases.description"
  | "cases.title"
  | "case_changes.body"
  | "case_files.facts"
  | "events.body"
  | "effects.body";

/** Seals and opens single fields. What was sealed for one row and column opens nowhere else. */
export interface Vault {
  /** Seals any JSON value. */
  seal(column: SealedColumn, row: string | number, value: unknown): Uint8Array;
  /** The value that was sealed; "store.corrupt" when the bytes are not what was once written there. */
  open(column: SealedColumn, row: string | number, sealed: Uint8Array): unknown;
  /** What a word is found by, under the key that seals. */
  digest(word: string): Uint8Array;
  /** What a word is found by that was stored under any of the keys. */
  digests(word: string): readonly Uint8Array[];
  /** The number of the key that seals now. */
  readonly keyId: number;
  /** Whether it was sealed by the key that seals now. */
  isCurrent(sealed: Uint8Array): boolean;
}

/** What one secret yields for one database. */
export interface DerivedKey {
  readonly fields: KeyObject;
  /** Makes the digests that words are searched by. */
  readonly words: KeyObject;
  /** Tells whether a secret is the right one without opening anything; gives nothing away about the key. */
  readonly check: Uint8Array;
}

/** A derived key under the number it has in its database. */
export interface NumberedKey extends DerivedKey {
  readonly id: number;
}

const KEY_BYTES = 32;

/** Derives the keys for one database from a secret and the database's own salt. */
export function deriveKey(secret: string, salt: Uint8Array): DerivedKey {
  const derive = (purpose: string) =>
    new Uint8Array(hkdfSync("sha256", secret, salt, `flexcord store ${purpose} v1`, KEY_BYTES));
  return {
    fields: createSecretKey(derive("fields")),
    words: createSecretKey(derive("words")),
    check: derive("key check"),
  };
}

const FORMAT = 1;
const HEADER_BYTES = 5;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const TAGGED = { authTagLength: TAG_BYTES } as const;
/** Enough for a search: among a billion words, no two are likely to share one. */
const DIGEST_BYTES = 10;
/** Nonces drawn from the system at once: one by one they cost as much as the cipher. */
const NONCES_DRAWN = 256;

/**
 * AES-256-GCM under a random nonce: format (1 byte), key number (4), nonce (12), ciphertext, tag (16). Random
 * nonces are safe for 2^32 fields under one key (NIST SP 800-38D, 8.3).
 * @param current seals; @param all open
 */
export function createVault(current: NumberedKey, all: readonly NumberedKey[]): Vault {
  const byId = new Map(all.map((key) => [key.id, key.fields]));
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(FORMAT, 0);
  header.writeUInt32BE(current.id, 1);
  const nextNonce = nonceSource();

  return {
    keyId: current.id,
    seal(column, row, value) {
      const nonce = nextNonce();
      const cipher = createCipheriv("aes-256-gcm", current.fields, nonce);
      cipher.setAAD(boundTo(header, column, row));
      const body = cipher.update(JSON.stringify(value), "utf8");
      return Buffer.concat([header, nonce, body, cipher.final(), cipher.getAuthTag()]);
    },
    open(column, row, sealed) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      try {
        return JSON.parse(decrypt(byId, bytes, column, row)) as unknown;
      } catch (thrown) {
        throw new Failure("store.corrupt", "A field of the database cannot be decrypted.", {
          where: `${column} of ${row}`,
          cause: thrown,
        });
      }
    },
    digest: (word) => digestOf(current, word),
    digests: (word) => all.map((key) => digestOf(key, word)),
    isCurrent: (sealed) => header.equals(sealed.subarray(0, HEADER_BYTES)),
  };
}

function digestOf({ words }: DerivedKey, word: string): Uint8Array {
  return createHmac("sha256", words).update(word).digest().subarray(0, DIGEST_BYTES);
}

/** Gives random nonces, each valid until the next call. */
function nonceSource(): () => Buffer {
  const drawn = Buffer.alloc(NONCE_BYTES * NONCES_DRAWN);
  let used = drawn.length;
  return () => {
    if (used === drawn.length) {
      randomFillSync(drawn);
      used = 0;
    }
    used += NONCE_BYTES;
    return drawn.subarray(used - NONCE_BYTES, used);
  };
}

function decrypt(keys: ReadonlyMap<number, KeyObject>, bytes: Buffer, column: string, row: string | number) {
  const header = bytes.subarray(0, HEADER_BYTES);
  const nonceEnd = HEADER_BYTES + NONCE_BYTES;
  const key = keys.get(header.readUInt32BE(1));
  if (header[0] !== FORMAT || key === undefined)
    throw new Error("sealed in an unknown format or by no known key");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(HEADER_BYTES, nonceEnd), TAGGED);
  decipher.setAAD(boundTo(header, column, row));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  // As bytes: told the encoding, Node decodes piece by piece, which costs as much again as the cipher.
  const text = decipher.update(bytes.subarray(nonceEnd, -TAG_BYTES));
  decipher.final();
  return text.toString("utf8");
}

/** The additional data that ties a field to its place, so that fields cannot be swapped. */
function boundTo(header: Buffer, column: string, row: string | number): Buffer {
  return Buffer.concat([header, Buffer.from(`${column}\0${row}`)]);
}
