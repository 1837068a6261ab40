/** Every journey that the legacy transport carries, over it: `npm run soak -- transports`. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const child = spawn(
  process.execPath,
  [vitest, "run", "--project", "programmable-chat", "--no-file-parallelism"],
  { cwd: root, env: { ...process.env, FLEXCORD_TRANSPORTS: "all" }, stdio: "inherit" },
);
const [code] = (await once(child, "close")) as [number | null];
if (code !== 0) process.exitCode = code ?? 1;
