import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

import { root } from "../../cli/process.ts";

/** The real program as a process of its own, which can be killed and started again. */
export interface Daemon {
  /** Resolves when it is ready. */
  start(): Promise<void>;
  /** Ends it as kill -9 does. */
  kill(): Promise<void>;
  /** Ends it as SIGTERM does, and gives its exit code. */
  stop(): Promise<number | null>;
  readonly pid: number;
  readonly running: boolean;
  /** What it wrote to its log since the first start. */
  readonly log: string;
}

export function createDaemon(options: {
  readonly folder: string;
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  readonly verbose: boolean;
}): Daemon {
  let child: ChildProcess | null = null;
  let log = "";
  const isUp = () => child !== null && child.exitCode === null && child.signalCode === null;
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    if (child === null || !isUp()) return child?.exitCode ?? null;
    const ended = once(child, "close");
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return {
    async start() {
      child = spawn(
        process.execPath,
        [`${root}/bin/flexcord.js`, "run", ...(options.verbose ? ["--verbose"] : [])],
        {
          cwd: options.folder,
          env: { PATH: process.env["PATH"], ...options.env },
          stdio: ["ignore", "ignore", "pipe"],
        },
      );
      child.stderr?.setEncoding("utf8").on("data", (text: string) => {
        log = (log + text).slice(-200_000);
        if (process.env["FLEXCORD_TEST_LOG"] !== undefined) process.stderr.write(text);
      });
      while (!(await isReady(options.url))) {
        if (!isUp()) throw new Error(`The daemon did not start: ${log.slice(-2_000)}`);
        await sleep(20);
      }
    },
    async kill() {
      await end("SIGKILL");
    },
    stop: () => end("SIGTERM"),
    get pid() {
      return child?.pid ?? 0;
    },
    get running() {
      return isUp();
    },
    get log() {
      return log;
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}
