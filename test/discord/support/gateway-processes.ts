import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { GatewayCheckpoint } from "../../../src/bridge/ports.ts";
import { until } from "./wire.ts";

interface Stored {
  readonly texts: readonly string[];
  readonly checkpoint: GatewayCheckpoint | null;
}

/** What the process has on its disk. */
export function storedIn(disk: string): Stored {
  if (!existsSync(disk)) return { texts: [], checkpoint: null };
  const lines = readFileSync(disk, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  const batches = lines.map((line) => JSON.parse(line) as Stored);
  return {
    texts: batches.flatMap(({ texts }) => texts),
    checkpoint: batches.at(-1)?.checkpoint ?? null,
  };
}

interface GatewayProcess extends AsyncDisposable {
  said(word: string): Promise<void>;
  /** SIGKILL: nothing of it runs any more when this resolves. */
  kill(): Promise<void>;
}

/** Starts test/discord/support/gateway-process.ts. */
export function startGatewayProcess(api: string, disk: string, holdBack: string): GatewayProcess {
  const script = fileURLToPath(new URL("gateway-process.ts", import.meta.url));
  const child = spawn(process.execPath, [script, api, disk, holdBack], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString("utf8");
  });
  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
  return {
    said: (word) => until(() => output.includes(word)),
    kill,
    [Symbol.asyncDispose]: kill,
  };
}
