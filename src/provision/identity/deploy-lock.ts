import { createHash } from "node:crypto";
import { open, readFile, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";

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
    if (await create(path, mine)) return () => giveBack(path, mine);
    const found = await read(path);
    if (found === null) continue;
    if (await isHeld(path, found)) throw locked(path, found.holder);
    await clearAway(path, found);
  }
  throw locked(path, (await read(path))?.holder ?? null);
}

/** Takes the lock away from whoever has it and says from whom; null when nobody has it. */
export async function breakDeployLock(mapPath: string): Promise<string | null> {
  const path = `${mapPath}.busy`;
  const found = await read(path);
  if (found !== null) await rm(claimOn(path, found), { force: true });
  await rm(path, { force: true });
  return found === null ? null : who(found.holder);
}

/** Whoever was unlocked by force must not take the lock from its next holder. */
async function giveBack(path: string, mine: Holder): Promise<void> {
  const holder = (await read(path))?.holder;
  if (holder?.pid === mine.pid && holder.host === mine.host && holder.since === mine.since)
    await rm(path, { force: true });
}

/**
 * Removes what a dead process left, and nothing else: of several who find it, one claims it by what it says, and looks
 * again. Without that the slower would remove the lock that the faster has taken meanwhile.
 */
async function clearAway(path: string, dead: Found): Promise<void> {
  const claim = claimOn(path, dead);
  if (!(await create(claim, dead.holder))) throw locked(path, dead.holder);
  try {
    if ((await read(path))?.text === dead.text) await rm(path, { force: true });
  } finally {
    await rm(claim, { force: true });
  }
}

/** Beside the lock, with an end that version control leaves out. */
function claimOn(path: string, { text }: Found): string {
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return join(dirname(path), `${digest}.${basename(path)}`);
}

async function create(path: string, holder: Holder | null): Promise<boolean> {
  try {
    const file = await open(path, "wx", 0o644);
    try {
      await file.writeFile(`${JSON.stringify(holder)}\n`);
    } finally {
      await file.close();
    }
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

interface Found {
  readonly text: string;
  /** Null when it is not written to its end. */
  readonly holder: Holder | null;
}

/** Null when there is none any more. */
async function read(path: string): Promise<Found | null> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return null;
  try {
    return { text, holder: JSON.parse(text) as Holder | null };
  } catch {
    return { text, holder: null };
  }
}

/** Whoever has just created a lock has not written it yet; later its process died in the middle of it. */
const LONGEST_WRITING_MS = 10_000;

async function isHeld(path: string, { holder }: Found): Promise<boolean> {
  if (holder !== null) return !isDead(holder);
  const made = await stat(path).catch(() => null);
  return made === null || Date.now() - made.mtimeMs < LONGEST_WRITING_MS;
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
