import { describe, expect, it } from "vitest";
import { edited, playCopy, wrapped } from "./mutants.ts";
import { firstFailure } from "./seeds.ts";

/** Within so many seeds the missing guard must show. */
const SEEDS = 1_000;

describe("the simulator finds what is missing", () => {
  it.each(wrapped)("without $without", { timeout: 240_000 }, async ({ options }) => {
    const { failed } = await firstFailure({ from: 1, count: SEEDS }, options);
    expect(failed?.violations ?? []).not.toEqual([]);
  });

  it.each(edited)("without $without", { timeout: 240_000 }, async (edit) => {
    expect(await playCopy(edit, SEEDS)).not.toEqual([]);
  });

  it("and nothing in an untouched copy", { timeout: 240_000 }, async () => {
    expect(await playCopy(null, 100)).toEqual([]);
  });
});
