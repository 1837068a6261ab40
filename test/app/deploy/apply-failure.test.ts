import { expect, test } from "vitest";

import { failureOfApply } from "../../../src/app/deploy/apply-failure.ts";
import { Failure } from "../../../src/domain/failure.ts";
import type { PlanStep } from "../../../src/provision/plan/shape.ts";

const step = (key: string): PlanStep => ({
  action: "create",
  kind: "discord.channel",
  noun: "channel",
  key,
  name: key,
  origin: null,
  managed: "full",
  protected: false,
  id: null,
  wanted: {},
  fields: [],
  order: null,
  notes: [],
  formerKey: null,
});
const refused = (key: string) => ({
  step: step(key),
  failure: new Failure("discord.refused", `Discord refused ${key}.`, { certain: true }),
});
const { signal } = new AbortController();

test("several that failed are told one by one; it is in part only when something was done, or may have been", () => {
  const failed = [refused("a"), refused("b")];
  const nothing = failureOfApply({ done: [], failed, notStarted: [step("c")] }, signal);
  expect(nothing).toMatchObject({
    code: "discord.refused",
    message: "0 done, 2 failed, 1 not started.\nchannel a: Discord refused a.\nchannel b: Discord refused b.",
    fix: expect.stringMatching(
      /^Correct in the config what was refused\. Run the same command again/u,
    ) as string,
  });
  expect(failureOfApply({ done: [step("z")], failed, notStarted: [] }, signal)).toMatchObject({
    code: "apply.partial",
  });
  const lost = { step: step("d"), failure: new Failure("network.reset", "Cut.", { certain: false }) };
  expect(failureOfApply({ done: [], failed: [...failed, lost], notStarted: [] }, signal)).toMatchObject({
    code: "apply.partial",
  });
});
