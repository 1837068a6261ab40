import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { type Stage, until } from "./stage.ts";

const program = fileURLToPath(new URL("../../../bin/flexcord.js", import.meta.url));

/** The real program, in a process of its own. */
export interface DaemonProcess {
  /** kill -9: nothing is said goodbye to. */
  kill(): Promise<void>;
  readonly pid: number;
  /** Everything it has logged. */
  log(): string;
}

export async function startDaemonProcess(stage: Stage): Promise<DaemonProcess> {
  const child = spawn(process.execPath, [program, "run"], {
    cwd: stage.folder,
    env: { ...stage.env, PATH: process.env["PATH"] ?? "" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  child.stderr.on("data", (data: Buffer) => {
    log += data.toString("utf8");
    if (process.env["FLEXCORD_TEST_LOG"] !== undefined) process.stderr.write(data);
  });
  const exited = once(child, "exit");
  const kill = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await exited;
  };
  onTestFinished(kill);
  await until(
    "the daemon's process is ready",
    async () => {
      if (child.exitCode !== null) throw new Error(`The daemon ended: ${log}`);
      return await fetch(`${stage.daemonUrl}/readyz`).then(
        ({ ok }) => (ok ? true : undefined),
        () => undefined,
      );
    },
    60_000,
  );
  return { kill, pid: child.pid ?? 0, log: () => log };
}
