import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../cli/process.ts";
import { carriedFiles, JOURNEYS } from "./journeys.ts";

const files = globSync("{journey,faults}/*.test.ts", { cwd: join(root, "test") });

test("the table names every journey, once", () => {
  const named = JOURNEYS.map(({ file }) => `${file}.test.ts`);
  expect(named.toSorted()).toEqual(files.toSorted());
});

test("what it leaves out is there to be left out, and nothing is left out of what always runs", () => {
  for (const { file, always, without = {}, notCarried } of JOURNEYS) {
    const text = readFileSync(join(root, "test", `${file}.test.ts`), "utf8");
    for (const words of Object.keys(without)) expect(text, file).toContain(`it("${words}`);
    expect(always === true && (notCarried !== undefined || Object.keys(without).length > 0), file).toBe(
      false,
    );
  }
  expect(carriedFiles(false).length).toBeGreaterThan(3);
  expect(carriedFiles(true).length).toBeGreaterThan(carriedFiles(false).length);
});
