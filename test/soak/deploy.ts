/** Kills a deploy at each of its writes, on both sides of the answer, and deploys 500 pairs of blueprints. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const { status } = spawnSync(
  process.execPath,
  [vitest, "run", "test/app/kill.test.ts", "test/discord/targets/fuzz.test.ts"],
  { cwd: root, stdio: "inherit", env: { ...process.env, FLEXCORD_SOAK: "1" } },
);
process.exitCode = status ?? 1;
