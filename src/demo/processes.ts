import { randomInt } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { createInterface } from "node:readline";
import { execa } from "execa";
import { type Clock, sleep } from "../domain/clock.ts";
import { Failure } from "../domain/failure.ts";

/** How to start flexcord itself: an executable and its first arguments. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

/** What `flexcord sandbox --json` prints once it is ready; see docs/sandbox-control.md. */
export interface SandboxReady {
  readonly url: string;
  readonly playground: string;
  readonly discord: { readonly api: string; readonly token: string; readonly guildId: string };
  readonly twilio: {
    readonly api: string;
    readonly accountSid: string;
    readonly apiKey: string;
    readonly apiSecret: string;
    readonly authToken: string;
  };
}

/** Runs flexcord's commands as processes of their own, in a folder of their own, and ends them all. */
export interface Workshop {
  readonly folder: string;
  startSandbox(): Promise<SandboxReady>;
  /** Runs one command to its end; a code other than `expected` is a failure that quotes its stderr. */
  run(args: readonly string[], env: Env, expected?: number): Promise<{ readonly stdout: string }>;
  /** Starts the bridge and waits until it is ready. */
  startDaemon(url: string, env: Env): Promise<void>;
  close(): Promise<void>;
}

export type Env = Readonly<Record<string, string>>;

const READY_POLL_MS = 50;
const READY_WITHIN_MS = 60_000;
const KILL_AFTER_MS = 10_000;

export async function openWorkshop(program: Program, clock: Clock, signal: AbortSignal): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), "flexcord-demo-"));
  const started: (() => Promise<unknown>)[] = [];

  const start = (args: readonly string[], env: Env) =>
    execa(program.command, [...program.args, ...args], {
      cwd: folder,
      env: { ...env, NO_COLOR: "1" },
      stdin: "ignore",
      reject: false,
      forceKillAfterDelay: KILL_AFTER_MS,
    });

  return {
    folder,
    async startSandbox() {
      const child = start(["sandbox", "--port", "0", "--json"], {});
      started.push(() => end(child));
      const line = await Promise.race([firstLineOf(child.stdout), child]);
      if (typeof line === "string") return JSON.parse(line) as SandboxReady;
      throw new Failure("bug.unexpected", `The sandbox did not start: ${line.stderr}`);
    },
    async run(args, env, expected = 0) {
      const { exitCode, stdout, stderr } = await start(args, env);
      if (exitCode !== expected) {
        throw new Failure(
          "bug.unexpected",
          `\`flexcord ${args.join(" ")}\` ended with ${exitCode}: ${stderr}`,
        );
      }
      return { stdout };
    },
    async startDaemon(url, env) {
      const child = start(["run"], env);
      started.push(() => end(child));
      const deadline = clock.now() + READY_WITHIN_MS;
      while (!(await answers(`${url}/readyz`))) {
        if (child.nodeChildProcess.exitCode !== null) {
          throw new Failure("bug.unexpected", `The bridge did not start: ${(await child).stderr}`);
        }
        if (clock.now() > deadline) throw new Failure("bug.unexpected", "The bridge was not ready in time");
        await sleep(clock, READY_POLL_MS, signal);
      }
    },
    async close() {
      for (const endOne of started.toReversed()) await endOne();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The first line a process prints. Its stream stays open: what follows is read and forgotten. */
function firstLineOf(stdout: Readable): Promise<string> {
  return new Promise((resolve) => {
    createInterface({ input: stdout }).once("line", resolve);
  });
}

async function end(child: PromiseLike<unknown> & { kill(signal: "SIGTERM"): boolean }): Promise<void> {
  child.kill("SIGTERM");
  await child;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Below the ports that any system hands out by itself, to those who listen on 0 and to every outgoing connection. */
const FIRST_PORT = 10_240;
const LAST_PORT = 32_767;

/**
 * A loopback port that is free and stays so: the bridge's address is part of what is provisioned before it
 * runs, and has to be had again after each restart.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1);
    if (await canListen(port)) return port;
  }
}

function canListen(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** Writes the game community's config for a fresh server into the folder, knowledge included. */
export async function writeConfig(
  folder: string,
  template: URL,
  values: { readonly guildId: string; readonly port: number; readonly transport?: string },
): Promise<void> {
  const text = await readFile(template, "utf8");
  const filled = text.replace(/^(\s*guild:).*$/mu, `$1 "${values.guildId}"`);
  const listen = `\nbridge:\n  listen:\n    port: ${values.port}\n`;
  await writeFile(
    join(folder, "flexcord.yaml"),
    `${filled}\ntransport: ${values.transport ?? "conversations"}\n${listen}`,
  );
}
