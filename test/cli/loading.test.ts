import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { flexcord, root } from "./process.ts";

/** The packages a command line loads. */
async function packagesLoadedBy(args: readonly string[]): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "flexcord-trace-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const trace = join(folder, "modules");
  const { code, stderr } = await flexcord(args, {
    env: { FLEXCORD_TRACE: trace },
    node: ["--import", join(root, "test", "fixtures", "trace-modules.ts")],
  });
  expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
  const packages = readFileSync(trace, "utf8").matchAll(/\/node_modules\/((?:@[^/]+\/)?[^/\n]+)/gu);
  return [...new Set([...packages].map(([, name]) => name ?? ""))].toSorted();
}

test.each([["--help"], ["--version"], ["run", "--help"], ["demo", "--help"], ["help", "deploy"]])(
  "flexcord %s %s loads the command line's own package and no other",
  async (...args) => {
    expect(await packagesLoadedBy(args)).toEqual(["commander"]);
  },
);

test("the trace sees what is loaded lazily", async () => {
  const packages = await packagesLoadedBy(["config", "check", "-c", "config.example.yaml"]);
  expect(packages).toEqual(["chalk", "commander", "yaml", "zod"]);
});
