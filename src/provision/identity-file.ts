import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import { Failure } from "../domain/failure.ts";
import type { IdentityMap } from "./identity-map.ts";
import { parseIdentityMap, printIdentityMap } from "./identity-text.ts";

export const identityMapPath = (directory: string, environment: string): string =>
  join(directory, `flexcord.${environment}.lock.json`);

/** Null when there is none yet. "store.corrupt" with the line when somebody edited it badly. */
export async function readIdentityMap(path: string): Promise<IdentityMap | null> {
  try {
    return parseIdentityMap(await readFile(path, "utf8"), path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw unreadable(error, path);
  }
}

/** The identity map while a deploy changes it. */
export interface IdentityJournal {
  current(): IdentityMap;
  /** Resolves once the change is on disk. Changes made while a write is under way share the next one. */
  record(change: (map: IdentityMap) => IdentityMap): Promise<void>;
}

/** "state.conflict" when the file on disk is not the one that `map` was read from. */
export async function openIdentityJournal(path: string, map: IdentityMap): Promise<IdentityJournal> {
  const onDisk = await readIdentityMap(path);
  if (onDisk === null ? map.serial !== 0 : onDisk.lineage !== map.lineage || onDisk.serial !== map.serial) {
    throw new Failure("state.conflict", `${path} changed since the plan was made.`, {
      where: path,
      fix: "Plan again.",
    });
  }
  let current = map;
  let written = map;
  let flushing: Promise<void> | null = null;
  const flush = async () => {
    // One turn of the event loop lets the changes of one moment share a write.
    await Promise.resolve();
    while (written !== current) {
      const next = current;
      await replaceFile(path, printIdentityMap(next));
      written = next;
    }
  };
  const record = async (change: (map: IdentityMap) => IdentityMap): Promise<void> => {
    const changed = change(current);
    if (changed === current) return;
    current = { ...changed, serial: current.serial + 1 };
    const mine = current.serial;
    while (written.serial < mine) {
      flushing ??= flush().finally(() => {
        flushing = null;
      });
      await flushing;
    }
  };
  return { current: () => current, record };
}

/** Whole or not at all, also when the power fails: written beside it, synced, renamed, and the folder synced. */
async function replaceFile(path: string, text: string): Promise<void> {
  const beside = `${path}.new`;
  try {
    const file = await open(beside, "w", 0o644);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
    const folder = await open(dirname(path), "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    await rm(beside, { force: true });
    throw new Failure("store.unavailable", `Could not write ${path}: ${reason(error)}.`, {
      where: path,
      fix: "Make the folder of the config writable.",
      cause: error,
    });
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function unreadable(error: unknown, path: string): Failure {
  if (error instanceof Failure) return error;
  return new Failure("store.unavailable", `Could not read ${path}: ${reason(error)}.`, {
    where: path,
    cause: error,
  });
}
