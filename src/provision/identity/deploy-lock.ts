import { open, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";

import { Failure } from "../../domain/failure.ts";

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

/**
 * Makes sure that one deploy at a time works with an identity map on this machine. Resolves with the
 * function that gives the lock back; "state.locked" names who has it. A lock whose process is gone is taken
 * over.
 */
export async function takeDeployLock(mapPath: string, now: number): Promise<() => Promise<void>> {
  const path = `${mapPath}.busy`;
  const mine: Holder = { pid: process.pid, host: hostname(), since: new Date(now).toISOString() };
  for (let tries = 0; tries < 2; tries += 1) {
    if (await create(path, mine)) return () => rm(path, { force: true });
    const holder = await read(path);
    if (holder !== null && !isDead(holder)) throw locked(path, holder);
    await rm(path, { force: true });
  }
  throw locked(path, await read(path));
}

/** Takes the lock away from whoever has it and says from whom; null when nobody has it. */
export async function breakDeployLock(mapPath: string): Promise<string | null> {
  const path = `${mapPath}.busy`;
  const holder = await read(path);
  const exists =
    holder !== null ||
    (await readFile(path).then(
      () => true,
      () => false,
    ));
  await rm(path, { force: true });
  return exists ? who(holder) : null;
}

async function create(path: string, holder: Holder): Promise<boolean> {
  try {
    const file = await open(path, "wx", 0o644);
    await file.writeFile(`${JSON.stringify(holder)}\n`);
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw new Failure("store.unavailable", `Could not create ${path}.`, {
      where: path,
      fix: "Make the folder of the config writable.",
      cause: error,
    });
  }
}

/** Null when it is gone again, or half written by a process that died in the middle of it. */
async function read(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Holder;
  } catch {
    return null;
  }
}

/** Only this machine's processes can be asked for; another machine's are taken to be alive. */
function isDead(holder: Holder): boolean {
  if (holder.host !== hostname()) return false;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

function locked(path: string, holder: Holder | null): Failure {
  return new Failure("state.locked", `Another deploy is under way: ${who(holder)} holds ${path}.`, {
    where: path,
    fix: "Wait until it is done. If that process is gone, `flexcord state unlock` takes its lock away.",
  });
}

const who = (holder: Holder | null): string =>
  holder === null ? "another deploy" : `process ${holder.pid} on ${holder.host} since ${holder.since}`;
