import { expect, test } from "vitest";
import { isFulfilled } from "../../../src/sandbox/twilio/studio/conditions.ts";

test.each([
  ["equal_to", "true", "true", true],
  ["equal_to", "true", "TRUE", false],
  ["not_equal_to", "a", "b", true],
  ["not_equal_to", "a", "a", false],
  ["matches_any_of", "b", "a, b ,c", true],
  ["matches_any_of", "d", "a,b", false],
  ["does_not_match_any_of", "d", "a,b", true],
  ["contains", "live agent please", "agent", true],
  ["contains", "live agent please", "bot", false],
  ["does_not_contain", "hello", "agent", true],
  ["starts_with", "hello", "he", true],
  ["starts_with", "hello", "lo", false],
  ["does_not_start_with", "hello", "lo", true],
  ["is_blank", "  ", "", true],
  ["is_blank", "x", "", false],
  ["is_not_blank", "x", "", true],
  ["regex", "I need a HUMAN now", ".*human.*", true],
  ["regex", "I need a HUMAN now", "human", false],
  ["less_than", "2", "10", true],
  ["less_than", "", "10", false],
  ["greater_than", "10", "2", true],
  ["is_before_date", "2026-01-01", "2026-01-02", true],
  ["is_after_date", "2026-01-02", "2026-01-01", true],
  ["no_such_condition", "a", "a", false],
])("%s of %j and %j is %s", (type, value, wanted, holds) => {
  expect(isFulfilled(type, value, wanted)).toBe(holds);
});
