import { spawn } from "node:child_process";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..", "..");

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface ProcessOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What stands on stdin; nothing by default. */
  readonly stdin?: string;
  /** Arguments of node itself. */
  readonly node?: readonly string[];
}

/** Runs the program from its sources as a process of its own, with none of this process's variables but PATH. */
export function flexcord(args: readonly string[], options: ProcessOptions = {}): Promise<Ended> {
  const child = spawn(
    process.execPath,
    [...(options.node ?? []), join(root, "bin", "flexcord.js"), ...args],
    {
      cwd: options.cwd ?? root,
      env: { PATH: process.env["PATH"], ...options.env },
      stdio: ["pipe", "pipe", "pipe"],
    },
  );
  child.stdin.end(options.stdin ?? "");
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}
