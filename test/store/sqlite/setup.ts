import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { Failure } from "../../../src/domain/failure.ts";
import { silentLog } from "../../../src/domain/log.ts";
import type { SqliteOptions } from "../../../src/store/sqlite/open.ts";
import { openSqlite } from "../../../src/store/sqlite/open.ts";

const SECRET = "a secret for tests, long enough to be one";

export function open(path: string, options: Partial<SqliteOptions> = {}) {
  return openSqlite({ path, secret: SECRET, now: () => Date.now(), log: silentLog, ...options });
}

/** What a promise was rejected with; fails the test when it was not, or not with a Failure. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const outcome = await promise.then(
    () => "it did not fail",
    (thrown: unknown) => thrown,
  );
  if (outcome instanceof Failure) return outcome;
  throw new Error("expected a Failure", { cause: outcome });
}

export interface Child {
  /** What it prints, line by line. */
  readonly lines: AsyncIterator<string, undefined>;
  /** Ends it as a crash would: no handler of its own runs. */
  kill(): void;
  readonly ended: Promise<unknown>;
}

/** Runs a script of `children/` in a process of its own. */
export function runChild(script: string, ...args: readonly string[]): Child {
  const file = join(import.meta.dirname, "children", script);
  const child = spawn(process.execPath, [file, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  return {
    lines: lines[Symbol.asyncIterator](),
    kill: () => void child.kill("SIGKILL"),
    ended: once(child, "exit"),
  };
}
