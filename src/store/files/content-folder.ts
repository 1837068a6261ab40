import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../domain/failure.ts";

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;
const TAG_BYTES = 16;
/** Each key seals one content only, so its nonce can be the same. */
const NONCE = Buffer.alloc(12);
/** A name is the digest of what is in the file. */
const NAME = /^[0-9a-f]{64}$/u;

/** What was put away: its name in the folder, and the key that opens it, which is in no file. */
export interface PutAway {
  readonly content: string;
  readonly key: string;
}

/** Files by their content, each once, sealed; for the owner of the process alone. */
export interface ContentFolder {
  put(bytes: Buffer): Promise<PutAway>;
  /** "store.corrupt" when it is not what was once put away; "store.unavailable" when it is gone. */
  read(put: PutAway): Promise<Buffer>;
  /** Repeating it is harmless. */
  remove(content: string): Promise<void>;
  /** What has been there since before that time. */
  list(before: number): Promise<readonly string[]>;
}

/**
 * The key comes from the content itself, so that the same content becomes the same file, and who has only the folder
 * reads nothing.
 */
export function openContentFolder(folder: string): ContentFolder {
  const placeOf = (content: string) => join(folder, content.slice(0, 2), content);
  return {
    async put(bytes) {
      const key = createHash("sha256").update("flexcord file key v1").update(bytes).digest();
      const sealed = seal(bytes, key);
      const content = createHash("sha256").update(sealed).digest("hex");
      await writeOnce(placeOf(content), sealed).catch((thrown: unknown) => {
        throw unavailable("cannot be written", folder, thrown);
      });
      return { content, key: key.toString("base64url") };
    },
    async read({ content, key }) {
      const sealed = await readFile(placeOf(content)).catch((thrown: unknown) => {
        throw unavailable("cannot be read", placeOf(content), thrown);
      });
      try {
        return unseal(sealed, Buffer.from(key, "base64url"));
      } catch (thrown) {
        throw new Failure("store.corrupt", "A file of a case is damaged.", {
          where: placeOf(content),
          fix: "Put back the newest backup of the folder.",
          cause: thrown,
        });
      }
    },
    remove: (content) => rm(placeOf(content), { force: true }),
    list: (before) => listBefore(folder, before),
  };
}

function seal(bytes: Buffer, key: Buffer): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, NONCE);
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

function unseal(sealed: Buffer, key: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, NONCE, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
}

/** Under its name there is either all of it or nothing. */
async function writeOnce(place: string, sealed: Buffer): Promise<void> {
  await mkdir(join(place, ".."), { recursive: true, mode: PRIVATE_FOLDER });
  const draft = `${place}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  const file = await open(draft, "wx", PRIVATE_FILE);
  try {
    await file.writeFile(sealed);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, place);
}

/** Drafts that a killed process left behind are among them. */
async function listBefore(folder: string, before: number): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const names: string[] = [];
  for (const entry of found) {
    if (!entry.isFile()) continue;
    const { mtimeMs } = await stat(join(entry.parentPath, entry.name)).catch(() => ({ mtimeMs: before }));
    if (mtimeMs >= before) continue;
    if (NAME.test(entry.name)) names.push(entry.name);
    else await rm(join(entry.parentPath, entry.name), { force: true });
  }
  return names;
}

function unavailable(what: string, where: string, cause: unknown): Failure {
  return new Failure("store.unavailable", `The files of cases ${what}.`, {
    where,
    fix: "Let flexcord read and write there, and see that the disk is not full.",
    cause,
  });
}
