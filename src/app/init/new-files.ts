import { chmod, mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { Failure } from "../../domain/failure.ts";

/** A file as it is to be. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
  /** Rights, such as 0o600. */
  readonly mode: number;
}

/** The text of a file; null when there is none. */
export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw unusable(path, thrown);
  }
}

/**
 * Writes all of them, or leaves everything as it was: each is written beside its place first, and only when all
 * are on disk they take their places. "run.interrupted" when the signal was aborted until then.
 */
export async function writeTogether(files: readonly NewFile[], signal: AbortSignal): Promise<void> {
  await using undo = new AsyncDisposableStack();
  for (const file of files) await stage(file, undo);
  if (signal.aborted) throw new Failure("run.interrupted", "Interrupted; nothing was written");
  for (const { path, mode } of files) {
    const before = await readIfThere(path);
    undo.defer(() => (before === null ? rm(path, { force: true }) : writeFile(path, before)));
    await rename(stagedPath(path), path);
    await chmod(path, mode);
  }
  // What is in its place stays there.
  undo.move();
}

const stagedPath = (path: string): string => `${path}.flexcord-new`;

async function stage({ path, text, mode }: NewFile, undo: AsyncDisposableStack): Promise<void> {
  try {
    const made = await mkdir(dirname(path), { recursive: true });
    if (made !== undefined) undo.defer(() => rm(made, { recursive: true, force: true }));
    const staged = stagedPath(path);
    undo.defer(() => rm(staged, { force: true }));
    const file = await open(staged, "w", mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw unusable(path, thrown);
  }
}

function unusable(path: string, cause: unknown): Failure {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Failure("store.unavailable", `${path} cannot be written: ${reason}`, {
    fix: "Run the command in a folder that you may write to.",
    cause,
  });
}
