import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { execa } from "execa";

import { type Clock, sleep } from "../../domain/clock.ts";
import { Failure } from "../../domain/failure.ts";
import { makers, type TunnelMaker } from "./makers.ts";

/** A public address that leads to a port of this machine, as long as its process lives. */
export interface Tunnel {
  /** Without a trailing slash. */
  readonly url: string;
  /** Resolves, with what it said last, when the process has ended by itself or was ended. */
  readonly ended: Promise<string>;
  close(): Promise<void>;
}

export interface TunnelOptions {
  readonly maker: TunnelMaker;
  /** Where the tunnel leads, such as `http://127.0.0.1:8080`. */
  readonly target: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const ADDRESS_WITHIN_MS = 30_000;
const KILL_AFTER_MS = 5_000;
const LINES_KEPT = 5;

/**
 * Starts the program and waits for the address it was given. "usage.invalid" when it is not installed,
 * "network.unreachable" when it ends or says no address.
 */
export async function openTunnel({ maker, target, env, clock, signal }: TunnelOptions): Promise<Tunnel> {
  const { program, args, addressIn, install } = makers[maker];
  const child = execa(program, args(target), {
    env,
    extendEnv: false,
    stdin: "ignore",
    reject: false,
    buffer: false,
    forceKillAfterDelay: KILL_AFTER_MS,
  });
  const said: string[] = [];
  const address = Promise.withResolvers<string>();
  const listen = (stream: Readable) =>
    createInterface({ input: stream }).on("line", (line) => {
      said.push(line);
      if (said.length > LINES_KEPT) said.shift();
      const found = addressIn(line);
      if (found !== null) address.resolve(found.replace(/\/+$/u, ""));
    });
  for (const stream of [child.stdout, child.stderr]) listen(stream);
  const ended = child.then((result) => {
    if (result.code === "ENOENT") {
      throw new Failure("usage.invalid", `${program} is not installed.`, { fix: install });
    }
    return said.join("\n");
  });
  const close = async () => {
    child.kill("SIGTERM");
    await ended.catch(() => undefined);
  };
  const waiting = new AbortController();
  try {
    const late = sleep(clock, ADDRESS_WITHIN_MS, AbortSignal.any([signal, waiting.signal]));
    const first = await Promise.race([address.promise, ended.then(silent), late.then(() => null)]);
    if (first === null) throw silent(said.join("\n"));
    if (first instanceof Failure) throw first;
    return { url: first, ended, close };
  } catch (thrown) {
    await close();
    throw signal.aborted ? new Failure("run.interrupted", "Interrupted", { cause: thrown }) : thrown;
  } finally {
    waiting.abort();
  }

  function silent(lines: string): Failure {
    return new Failure("network.unreachable", `${program} opened no tunnel: ${lines || "it said nothing"}`, {
      fix: `Try \`${program} ${args(target).join(" ")}\` by itself.`,
    });
  }
}
