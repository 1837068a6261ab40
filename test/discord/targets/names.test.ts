import { PermissionFlagsBits } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";

import { channelName } from "../../../src/discord/targets/channel-names.ts";
import { bitsOf, namesOf, sameOrder } from "../../../src/discord/targets/permission-names.ts";

describe("permissions", () => {
  test("are the same set whatever their order, and every bit survives both ways", () => {
    for (const bit of [...Object.values(PermissionFlagsBits), 1n << 60n]) {
      expect(bitsOf(namesOf(String(bit)))).toBe(String(bit));
    }
    expect(sameOrder(["SendMessages", "ViewChannel"])).toEqual(
      sameOrder(["ViewChannel", "SendMessages", "ViewChannel"]),
    );
    expect(namesOf(String((1n << 60n) | PermissionFlagsBits.ViewChannel))).toEqual(["ViewChannel", "bit60"]);
  });

  test("of a name nobody knows are refused", () => {
    expect(() => bitsOf(["FlyAway"])).toThrow(expect.objectContaining({ code: "config.invalid" }) as Error);
  });
});

test.each([
  ["Bug Reports", "text", "bug-reports"],
  ["bug--reports", "forum", "bug-reports"],
  ["  What's new? ", "announcement", "whats-new"],
  ["über_uns", "text", "über_uns"],
  ["日本語 チャット", "text", "日本語-チャット"],
  ["The Lounge", "voice", "The Lounge"],
  [" Support ", "category", "Support"],
])("a channel called %j of type %s is %j to Discord", (name, type, expected) => {
  expect(channelName(name, type)).toBe(expected);
});
