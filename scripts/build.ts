/** Makes `dist`: compiles `src`, then each page, and copies what a browser loads as it is. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, globSync, rmSync } from "node:fs";
import { basename, extname, join, relative } from "node:path";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");

rmSync(dist, { recursive: true, force: true });
compile(root);

for (const page of globSync("src/**/page", { cwd: root })) {
  const from = join(root, page);
  if (existsSync(join(from, "tsconfig.json"))) compile(from);
  cpSync(from, join(dist, relative("src", page)), {
    recursive: true,
    filter: (file) => extname(file) !== ".ts" && basename(file) !== "tsconfig.json",
  });
}

function compile(project: string): void {
  const compiler = join(root, "node_modules", ".bin", "tsc");
  const { status } = spawnSync(compiler, ["-p", project], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
