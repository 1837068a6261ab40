/** How long `--help` and `--version` of the built package take, as a ratio to a bare node of the same run. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROUNDS = 21;
const root = join(import.meta.dirname, "..", "..");
const main = join(root, "dist", "main.js");
if (!existsSync(main)) throw new Error("dist is missing: run `npm run build` first");

const folder = mkdtempSync(join(tmpdir(), "flexcord-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const empty = join(folder, "empty.mjs");
writeFileSync(empty, "");
// The entry as the package's users start it; a checkout's own bin would pick the sources.
const entry = join(folder, "entry.mjs");
writeFileSync(
  entry,
  `import { enableCompileCache } from "node:module"; enableCompileCache(); await import(${JSON.stringify(main)});`,
);

const cases = [
  { name: "bare node", args: [empty] },
  { name: "--version", args: [entry, "--version"] },
  { name: "--help", args: [entry, "--help"] },
  { name: "config check", args: [entry, "config", "check", "-c", join(root, "config.example.yaml")] },
];
const times = new Map<string, number[]>(cases.map(({ name }) => [name, []]));
// One unmeasured round warms the disk; the measured rounds take turns so that load hits all alike.
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const { name, args } of cases) {
    const start = process.hrtime.bigint();
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    const ms = Number(process.hrtime.bigint() - start) / 1e6;
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
    if (round > 0) times.get(name)?.push(ms);
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const bare = median(times.get("bare node") ?? []);
for (const { name } of cases) {
  const ms = median(times.get(name) ?? []);
  process.stdout.write(
    `${name.padEnd(14)} ${ms.toFixed(1).padStart(7)} ms  ${(ms / bare).toFixed(2)}x bare node\n`,
  );
}
