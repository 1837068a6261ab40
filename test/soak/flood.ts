/**
 * 10,000 members write three lines each within a minute: `npm run soak -- flood`. The vendors' limits take ten minutes.
 * FLEXCORD_SOAK_COUNT=1000 has fewer of them.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "flexcord-soak-"));
const figures = join(folder, "figures.ndjson");
writeFileSync(figures, "");
const { status } = spawnSync(
  process.execPath,
  [join(root, "node_modules", "vitest", "vitest.mjs"), "run", "test/faults/flood.test.ts"],
  {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, FLEXCORD_SOAK: "full", FLEXCORD_SOAK_FIGURES: figures },
  },
);
process.stdout.write(readFileSync(figures, "utf8"));
rmSync(folder, { recursive: true });
process.exitCode = status ?? 1;
