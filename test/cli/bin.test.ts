import { readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./process.ts";

const bin = join(root, "bin", "flexcord.js");

test("an older Node is told what is needed, and nothing else is loaded", () => {
  // A preload in the place of an older Node: the version is all the program looks at.
  const preload = `data:text/javascript,${encodeURIComponent(
    'Object.defineProperty(process.versions, "node", { value: "20.20.2" });',
  )}`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", preload, bin, "--version"], {
    encoding: "utf8",
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain("flexcord needs Node.js 24.15 or newer; this is 20.20.2.");
});

test("its own imports exist in an older Node, or it could not even say so", () => {
  const named = readFileSync(bin, "utf8").matchAll(/^import \{ ([^}]+) \} from "([^"]+)";$/gmu);
  expect([...named].map(([, names, from]) => `${from}: ${names}`)).toEqual(["node:fs: existsSync"]);
});

test("what Node calls experimental is used without a word of it; other warnings are printed", () => {
  // Both are given once the program has said who hears them.
  const preload = `data:text/javascript,${encodeURIComponent(
    `process.on("newListener", (event) => {
      if (event !== "warning") return;
      process.emitWarning("early", "ExperimentalWarning");
      process.emitWarning("mind this");
    });`,
  )}`;
  const { status, stderr } = spawnSync(process.execPath, ["--import", preload, bin, "config", "schema"], {
    encoding: "utf8",
  });
  expect(status).toBe(0);
  expect(stderr).toContain("mind this");
  expect(stderr).not.toContain("early");
});
