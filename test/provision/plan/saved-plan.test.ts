import { expect, test } from "vitest";
import { parsePlan } from "../../../src/provision/plan/saved-plan.ts";
import { failureOf } from "../../store/sqlite/setup.ts";

const plan = (steps: unknown) => JSON.stringify({ file: "flexcord plan", version: 1, steps });
const step = { action: "create", kind: "discord.role", key: "helper", noun: "role", fields: [] };

test.each([
  ["no JSON", "{"],
  ["null", "null"],
  ["another file", JSON.stringify({ steps: [] })],
  ["no steps", plan({})],
  ["an empty step", plan([step, null])],
  ["a step of nothing", plan(["create"])],
  ["a step without its fields", plan([{ ...step, fields: undefined }])],
  ["a field that is none", plan([{ ...step, fields: [null] }])],
  ["another version", plan([]).replace('"version":1', '"version":2')],
])("a file with %s is refused as no plan of ours", async (_, text) => {
  const failure = await failureOf(Promise.resolve().then(() => parsePlan(text, "plan.json")));
  expect(failure).toMatchObject({ code: "usage.invalid", where: "plan.json" });
});

test("what was saved is read", () => {
  expect(parsePlan(plan([step]), "plan.json").steps).toEqual([step]);
});
