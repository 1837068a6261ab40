/**
 * The checks of test/faults with their full counts, which takes hours: `npm run soak -- faults` and, for some of
 * them, parts of their files' names behind it; with `--share` the counts of `npm test`, and with
 * `--transport=programmable-chat` over the legacy transport, a tenth as often. With `--write` the figures go into
 * docs/reliability.md's table, where what was not run keeps the figure it has.
 */
import { execFileSync, spawn } from "node:child_process";
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
const isShare = given.includes("--share");
const transport =
  given.find((argument) => argument.startsWith("--transport="))?.split("=")[1] ?? "conversations";
const parts = given.filter((argument) => !argument.startsWith("--"));
const folder = mkdtempSync(join(tmpdir(), "flexcord-soak-"));
const figuresFile = join(folder, "figures.ndjson");
writeFileSync(figuresFile, "");

const code = await runChecks(
  parts.map((part) => (part.includes("/") ? `test/${part}` : `test/faults/${part}`)),
);
if (code !== 0) process.exitCode = code;
const measured = linesOf(readFigures());
process.stdout.write(`${tableOf(measured)}\n`);
if (given.includes("--write")) writeTable(measured);
rmSync(folder, { recursive: true });

async function runChecks(files: readonly string[]): Promise<number> {
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  // One file at a time: the checks share the machine with the daemons they start.
  const args = [
    vitest,
    "run",
    "--no-file-parallelism",
    "--project",
    transport,
    ...(files.length > 0 ? files : ["test/faults/", "test/simulation/unheard", "test/simulation/simulation"]),
  ];
  const env = {
    ...process.env,
    FLEXCORD_SOAK: isShare ? "share" : "full",
    FLEXCORD_SOAK_FIGURES: figuresFile,
    FLEXCORD_TRANSPORTS: "all",
  };
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

function linesOf(figures: readonly Figure[]): readonly string[] {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], {
    cwd: root,
    encoding: "utf8",
  }).trim();
  const when = `${new Date().toISOString().slice(0, 10)}, ${commit}${isShare ? ", share" : ""}`;
  return figures.map(({ row, what, count, found }) => `| ${row} | ${what} | ${count} | ${found} | ${when} |`);
}

function tableOf(lines: readonly string[]): string {
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const machine = `${cpus().length} × ${processor?.model.trim() ?? "an unknown processor"}, ${memory} GB, ${platform()} ${release()} ${arch()}, Node ${process.versions.node}`;
  return [
    `Measured on ${machine}.`,
    "",
    "| row | what went wrong | count | found | measured |",
    "|---|---|---|---|---|",
    ...lines.toSorted((a, b) => Number(cellsOf(a)[0]) - Number(cellsOf(b)[0])),
  ].join("\n");
}

function cellsOf(line: string): readonly string[] {
  return line.split(" | ").map((cell) => cell.replaceAll(/^\| | \|$/gu, ""));
}

/** What was measured now takes the place of what the table says of the same thing. */
function writeTable(measured: readonly string[]): void {
  const before = readFileSync(document, "utf8");
  const [head = "", rest = ""] = before.split(BEGIN);
  const [table = "", tail = ""] = rest.split(END);
  const nameOf = (line: string) => cellsOf(line).slice(0, 2).join(" ");
  const replaced = new Set(measured.map(nameOf));
  const kept = table.split("\n").filter((line) => /^\| \d/u.test(line) && !replaced.has(nameOf(line)));
  writeFileSync(document, `${head}${BEGIN}\n\n${tableOf([...kept, ...measured])}\n\n${END}${tail}`);
}
