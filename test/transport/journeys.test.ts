import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../cli/process.ts";
import { carriedFiles, JOURNEYS } from "./journeys.ts";

test("what the table leaves out is there to be left out, and nothing is left out of what always runs", () => {
  for (const { file, always, without = {}, notCarried } of JOURNEYS) {
    const text = readFileSync(join(root, "test", `${file}.test.ts`), "utf8");
    for (const words of Object.keys(without)) expect(text, file).toContain(`"${words}`);
    const isPartial = notCarried !== undefined || Object.keys(without).length > 0;
    expect(always === true && isPartial, file).toBe(false);
  }
});

test("the full run holds all that always runs, and more", () => {
  const all = new Set(carriedFiles(true));
  expect(carriedFiles(false).filter((file) => !all.has(file))).toEqual([]);
  expect(all.size).toBeGreaterThan(30);
});
