/** `npm run soak -- <name>` runs test/soak/<name>.ts, or all of them: the full counts, for hours when asked to. */
import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = join(import.meta.dirname, "..", "test", "soak");
const names = globSync("*.ts", { cwd: folder })
  .map((file) => basename(file, ".ts"))
  .toSorted();
const [name] = process.argv.slice(2);
if (name !== undefined && !names.includes(name)) {
  process.stderr.write(`Usage: npm run soak -- [name], where [name] is one of: ${names.join(", ")}\n`);
  process.exitCode = 2;
} else {
  for (const one of name === undefined ? names : [name]) {
    process.stdout.write(`${one}\n`);
    await import(pathToFileURL(join(folder, `${one}.ts`)).href);
  }
}
