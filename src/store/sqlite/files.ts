import { chmodSync, closeSync, existsSync, mkdirSync, openSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Failure } from "../../domain/failure.ts";

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;

/**
 * Makes the folder and an empty file, for the owner alone, where they are missing. Returns the file's real
 * path, so that one file has one lock whatever links lead to it.
 */
export function prepareFile(path: string): string {
  try {
    // An existing folder keeps its mode: it may be the user's own.
    mkdirSync(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
    const file = join(realpathSync(dirname(path)), basename(path));
    createPrivate(file);
    return realpathSync(file);
  } catch (thrown) {
    const isThere = existsSync(path);
    const what = isThere ? "cannot be kept from others" : "cannot be made";
    throw new Failure("store.unavailable", `The database file ${what}: ${reasonOf(thrown)}.`, {
      where: path,
      fix: isThere
        ? "Run flexcord as the user to whom the file belongs."
        : "Name a file in a folder that flexcord may write to.",
      cause: thrown,
    });
  }
}

/**
 * Creates the file or takes others' rights from it. An existing one is never opened here: closing any
 * descriptor of a file drops the locks that SQLite holds on it in the same process (sqlite.org/howtocorrupt.html).
 */
export function createPrivate(file: string): void {
  try {
    closeSync(openSync(file, "wx", PRIVATE_FILE));
  } catch (thrown) {
    if (!(thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST")) throw thrown;
    const { mode } = statSync(file);
    if ((mode & 0o077) !== 0) chmodSync(file, mode & 0o700);
  }
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
