import { expect, test } from "vitest";
import { nearest } from "../../src/config/nearest.ts";

test.each([
  ["chanels", "channels"],
  ["MANAGE_MESSAGES", "ManageMessages"],
  ["manage-message", "ManageMessages"],
  ["hoits", "hoist"],
  ["tpye", "type"],
  ["zzz", null],
  ["x", null],
])("%s means %s", (word, meant) => {
  expect(nearest(word, ["type", "channels", "hoist", "ManageMessages", "ManageChannels"])).toBe(meant);
});

test("among nothing there is nothing", () => {
  expect(nearest("x", [])).toBeNull();
});
