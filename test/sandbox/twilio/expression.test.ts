import { expect, test } from "vitest";
import { ExpressionError, parseExpression } from "../../../src/sandbox/twilio/taskrouter/expression.ts";

const attributes = {
  team: "discord",
  level: 5,
  vip: true,
  skills: ["help", "bug"],
  place: { city: "Oslo" },
  worker: { team: "discord" },
};

test.each([
  ["1==1", true],
  ["1 != 1", false],
  ["team == 'discord'", true],
  ['team = "other"', false],
  ["level >= 5 AND level < 6", true],
  ["level > 5 OR vip == true", true],
  ["skills HAS 'bug'", true],
  ["team HAS 'discord'", false],
  ["team IN ['a', 'discord']", true],
  ["team NOT IN ['a', 'discord']", false],
  ["team CONTAINS 'cord'", true],
  ["place.city == 'Oslo' AND (vip == false OR skills[0] == 'help')", true],
  ["missing == null", true],
  ["NOT (vip == true)", false],
  ["worker.team == 'discord'", true],
])("%s is %s", (text, holds) => {
  expect(parseExpression(text)(attributes)).toBe(holds);
});

test.each(["", "team ==", "team", "discord-team == 1", "(1==1", "1==1 extra", "team LIKE 'x'"])(
  "%j cannot be read",
  (text) => {
    expect(() => parseExpression(text)).toThrow(ExpressionError);
  },
);
