import { expect, it } from "vitest";

import { judge } from "./support/verdict.ts";

// The judge of all other checks is shown what it must see.

it.each([
  ["all is well", ["a", "b", "c"], { lost: 0, doubled: 0, outOfOrder: 0 }],
  ["one is missing", ["a", "c"], { lost: 1, doubled: 0, outOfOrder: 0 }],
  ["one came twice", ["a", "b", "c", "b"], { lost: 0, doubled: 1, outOfOrder: 0 }],
  ["two changed places", ["b", "a", "c"], { lost: 0, doubled: 0, outOfOrder: 1 }],
  ["others' lines count for nothing", ["x", "a", "x", "b", "c"], { lost: 0, doubled: 0, outOfOrder: 0 }],
])("%s", (_what, arrived, expected) => {
  expect(judge(["a", "b", "c"], arrived)).toEqual({ sent: 3, ...expected });
});
