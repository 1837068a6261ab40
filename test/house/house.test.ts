import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { stalePaths } from "./doc-paths.ts";
import { evasions, longFiles, processEnds, sandboxMentions } from "./habits.ts";
import { importBreaches, importCycles } from "./import-law.ts";
import { readSources, root } from "./source-file.ts";
import { packageBreaches, rooms } from "./vendor-packages.ts";

const sources = readSources("src/**/*.ts");
const tests = readSources("{test,scripts}/**/*.ts");

describe("the house", () => {
  test("is what the guards look at", () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.map(({ path }) => path)).toContain("src/main.ts");
  });

  test("rooms import what the law allows", () => {
    expect(importBreaches(sources)).toEqual([]);
  });

  test("no file imports itself in a ring", () => {
    expect(importCycles([...sources, ...tests])).toEqual([]);
  });

  test("vendor packages stay in their rooms", () => {
    expect(packageBreaches(sources)).toEqual([]);
  });

  test("every dependency has a room, and every room's package is a dependency", () => {
    const text = readFileSync(join(root, "package.json"), "utf8");
    const { dependencies } = JSON.parse(text) as { readonly dependencies: Readonly<Record<string, string>> };
    const packages = Object.keys(rooms).filter((name) => !name.startsWith("node:"));
    expect(packages.toSorted()).toEqual(Object.keys(dependencies).toSorted());
  });

  test("nobody silences a checker", () => {
    // The guards' own tests have to show them what they catch.
    const guarded = tests.filter(({ path }) => !path.startsWith("test/house/"));
    expect(evasions([...sources, ...guarded])).toEqual([]);
  });

  test("only main ends the process", () => {
    expect(processEnds(sources)).toEqual([]);
  });

  test("files stay short", () => {
    expect(longFiles([...sources, ...tests])).toEqual([]);
  });

  test("nothing that ships mentions the sandbox", () => {
    expect(sandboxMentions(sources)).toEqual([]);
  });

  test.each(
    readSources("{README,CONTRIBUTING}.md")
      .concat(readSources("docs/**/*.md"))
      .map((file) => [file.path, file]),
  )("%s names no path that is gone", (_, file) => {
    expect(stalePaths(file, (path) => existsSync(join(root, path)))).toEqual([]);
  });
});
