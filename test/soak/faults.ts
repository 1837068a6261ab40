/**
 * The checks of test/faults with their full counts, which takes hours: `npm run soak -- faults` and, for some of
 * them, parts of their files' names behind it. With `--write` the figures go into docs/reliability.md's table.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { arch, cpus, platform, release, tmpdir, totalmem } from "node:os";
import { join } from "node:path";

interface Figure {
  readonly row: number;
  readonly what: string;
  readonly count: number;
  readonly found: string;
}

const root = join(import.meta.dirname, "..", "..");
const document = join(root, "docs", "reliability.md");
const BEGIN = "<!-- soak: begin -->";
const END = "<!-- soak: end -->";

const given = process.argv.slice(2).filter((argument) => argument !== "faults");
const parts = given.filter((argument) => argument !== "--write");
const folder = mkdtempSync(join(tmpdir(), "flexcord-soak-"));
const figuresFile = join(folder, "figures.ndjson");
writeFileSync(figuresFile, "");

const code = await runChecks(parts.map((part) => `test/faults/${part}`));
if (code !== 0) process.exitCode = code;
const table = tableOf(readFigures());
process.stdout.write(`${table}\n`);
if (given.includes("--write")) writeTable(table);
rmSync(folder, { recursive: true });

async function runChecks(files: readonly string[]): Promise<number> {
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  // One file at a time: the checks share the machine with the daemons they start.
  const args = [vitest, "run", "--no-file-parallelism", ...(files.length > 0 ? files : ["test/faults/"])];
  const env = { ...process.env, FLEXCORD_SOAK: "full", FLEXCORD_SOAK_FIGURES: figuresFile };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" });
  const [code] = (await once(child, "close")) as [number | null];
  return code ?? 1;
}

function readFigures(): readonly Figure[] {
  const lines = readFileSync(figuresFile, "utf8").split("\n").filter(Boolean);
  const figures = lines.map((line) => JSON.parse(line) as Figure);
  // A check that goes on for hours tells how far it is; the last word counts.
  const last = new Map(figures.map((figure) => [`${figure.row} ${figure.what}`, figure]));
  return [...last.values()].toSorted((a, b) => a.row - b.row);
}

function tableOf(figures: readonly Figure[]): string {
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const machine = `${cpus().length} × ${processor?.model.trim() ?? "an unknown processor"}, ${memory} GB, ${platform()} ${release()} ${arch()}, Node ${process.versions.node}`;
  const rows = figures.map(({ row, what, count, found }) => `| ${row} | ${what} | ${count} | ${found} |`);
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine}.`,
    "",
    "| row | what went wrong | count | found |",
    "|---|---|---|---|",
    ...rows,
  ].join("\n");
}

function writeTable(text: string): void {
  const before = readFileSync(document, "utf8");
  const [head = "", rest = ""] = before.split(BEGIN);
  const tail = rest.split(END)[1] ?? "";
  writeFileSync(document, `${head}${BEGIN}\n\n${text}\n\n${END}${tail}`);
}
