import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Clock } from "../../domain/clock.ts";
import { Failure } from "../../domain/failure.ts";
import { breakDeployLock, takeDeployLock } from "./deploy-lock.ts";
import type { StateStore } from "../ports.ts";

const identityMapPath = (directory: string, environment: string): string =>
  join(directory, `flexcord.${environment}.lock.json`);

/**
 * An environment's identity map as a file in the folder of the config, made to be committed. Whoever writes
 * holds the lock, so the revision says nothing.
 */
export function fileState(directory: string, environment: string, clock: Clock): StateStore {
  const path = identityMapPath(directory, environment);
  return {
    place: path,
    async read() {
      try {
        return { text: await readFile(path, "utf8"), revision: "file" };
      } catch (error) {
        if (isMissing(error)) return null;
        throw unreadable(error, path);
      }
    },
    async write(text) {
      await replaceFile(path, text);
      return "file";
    },
    lock: () => takeDeployLock(path, clock.now()),
    unlock: () => breakDeployLock(path),
  };
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
  return new Failure("store.unavailable", `Could not read ${path}: ${reason(error)}.`, {
    where: path,
    cause: error,
  });
}
