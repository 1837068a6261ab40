/** Makes `dist`: compiles `src` and copies the pages, which a browser loads as they are. */
import { spawnSync } from "node:child_process";
import { cpSync, globSync, rmSync } from "node:fs";
import { join, relative } from "node:path";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");

rmSync(dist, { recursive: true, force: true });
const compiler = join(root, "node_modules", ".bin", "tsc");
const { status } = spawnSync(compiler, ["-p", root], { cwd: root, stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);

for (const page of globSync("src/**/page", { cwd: root })) {
  cpSync(join(root, page), join(dist, relative("src", page)), { recursive: true });
}
