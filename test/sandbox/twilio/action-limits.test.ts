import { expect, test } from "vitest";
import { createActionLimits } from "../../../src/sandbox/twilio/action-limits.ts";

test("thirty actions a second, each kind and each conversation for itself", () => {
  let now = 1_000;
  const limits = createActionLimits(() => now);
  const take = (sid: string) => limits.take("messages of a conversation", sid);
  for (let n = 0; n < 30; n += 1) take("CH1");
  expect(() => take("CH1")).toThrow(expect.objectContaining({ status: 429, code: 20429 }));
  take("CH2");
  limits.take("participants of a conversation", "CH1");
  now += 999;
  expect(() => take("CH1")).toThrow("Too Many Requests");
  now += 1;
  take("CH1");
});
