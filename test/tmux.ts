import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";

const run = promisify(execFile);

const installed = (process.env["PATH"] ?? "").split(":").some((folder) => existsSync(`${folder}/tmux`));

/** Tests in a terminal are left out on a machine without tmux, but never in CI, which installs it. */
export const hasTmux = installed || process.env["CI"] !== undefined;

export interface Pane {
  /** What the screen shows, without empty lines at its end. */
  shows(): Promise<string>;
  /** The same, with what has left the screen at its top. */
  holds(): Promise<string>;
  /** Types keys by tmux's names for them, such as `C-c` and `Enter`. */
  type(...keys: readonly string[]): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  /** One of tmux's formats, such as `alternate_on`. */
  tell(format: string): Promise<string>;
}

/** A shell in a terminal of its own, 100 columns wide, which ends with the test. */
export async function openPane(options: {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}): Promise<Pane> {
  const name = `flexcord-test-${process.pid}-${Date.now()}`;
  const tmux = (...args: readonly string[]) => run("tmux", ["-L", name, "-f", "/dev/null", ...args]);
  const env = { PATH: process.env["PATH"] ?? "", ...options.env };
  const given = Object.entries(env).flatMap(([key, value]) => ["-e", `${key}=${value}`]);
  const size = ["-x", "100", "-y", "30"];
  await tmux("new-session", "-d", "-s", "it", ...size, "-c", options.cwd, ...given, "sh");
  onTestFinished(async () => {
    await tmux("kill-server");
  });
  return {
    shows: async () => (await tmux("capture-pane", "-p", "-t", "it")).stdout.trimEnd(),
    holds: async () => (await tmux("capture-pane", "-p", "-S", "-", "-t", "it")).stdout.trimEnd(),
    async type(...keys) {
      await tmux("send-keys", "-t", "it", ...keys);
    },
    async resize(columns, rows) {
      await tmux("resize-window", "-t", "it", "-x", String(columns), "-y", String(rows));
    },
    tell: async (format) => (await tmux("display-message", "-p", "-t", "it", `#{${format}}`)).stdout.trim(),
  };
}
