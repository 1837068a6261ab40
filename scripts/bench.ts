/** `npm run bench -- <name>` runs test/bench/<name>.ts. Benchmarks print ratios taken inside one run. */
import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = join(import.meta.dirname, "..", "test", "bench");
const names = globSync("*.ts", { cwd: folder }).map((file) => basename(file, ".ts"));
const [name = ""] = process.argv.slice(2);
if (names.includes(name)) {
  await import(pathToFileURL(join(folder, `${name}.ts`)).href);
} else {
  process.stderr.write(
    `Usage: npm run bench -- <name>, where <name> is one of: ${names.toSorted().join(", ")}\n`,
  );
  process.exitCode = 2;
}
