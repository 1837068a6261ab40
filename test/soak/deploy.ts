/**
 * Deploys 500 pairs of blueprints of all kinds, a quarter of them at a time, and kills a deploy at each of its writes,
 * on both sides of the answer.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const PAIRS = 500;
const AT_ONCE = 4;
const seed = Number(process.env["FLEXCORD_SEED"] ?? Date.now() % 2 ** 31);

/** Resolves with the exit code. What the tests themselves print goes through. */
function run(file: string, env: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(process.execPath, [vitest, "run", file], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  return new Promise((resolve) => {
    child.once("close", (code) => resolve(code ?? 1));
  });
}

process.stdout.write(`${PAIRS} pairs of blueprints, seeds ${seed} to ${seed + PAIRS - 1}\n`);
const share = PAIRS / AT_ONCE;
const codes = await Promise.all(
  Array.from({ length: AT_ONCE }, (_, part) =>
    run("test/contract/kinds/fuzz.test.ts", {
      FLEXCORD_PAIRS: String(share),
      FLEXCORD_SEED: String(seed + part * share),
    }),
  ),
);
codes.push(await run("test/app/kill.test.ts", { FLEXCORD_SOAK: "1", FLEXCORD_SEED: String(seed) }));
process.exitCode = Math.max(...codes);
