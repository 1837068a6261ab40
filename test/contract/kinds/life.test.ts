import { describe, expect, test } from "vitest";

import type { Resource, Spec } from "../../../src/domain/blueprint.ts";
import type { Plan } from "../../../src/provision/plan-shape.ts";
import { checkPolicy } from "../../../src/provision/policy.ts";
import { changesOf } from "../../provision/round.ts";
import { rows, type Row } from "./rows.ts";

const rules = { maxDeletes: 3, isSecret: () => false, loopback: false };

/** All that is described, with the row's own thing as given. */
const described = (row: Row, spec: Readonly<Record<string, Spec>> = {}, more: Partial<Resource> = {}) => [
  ...row.needs,
  { ...row.resource, ...more, spec: { ...row.resource.spec, ...spec } },
];

const stepOf = (plan: Plan, { resource }: Row) =>
  plan.steps.find(
    ({ kind, key, action }) => kind === resource.kind && key === resource.key && action !== "order",
  );

const changesIn = (row: Row) => Object.entries(row.changes).map(([field, value]) => ({ field, value }));

describe.each(rows)("$title", (row) => {
  test("is created, and then there is nothing to do", async () => {
    const { deploy } = await row.open();
    const { plan, result, after } = await deploy(described(row));
    expect(result.failed).toEqual([]);
    expect(stepOf(plan, row)?.action).toBe("create");
    expect(changesOf(after)).toEqual([]);
  });

  test.each(changesIn(row))("has its $field changed, alone, there and back", async ({ field, value }) => {
    const { deploy } = await row.open();
    await deploy(described(row));
    for (const spec of [{ [field]: value }, {}]) {
      const { plan, result, after } = await deploy(described(row, spec));
      expect(result.failed).toEqual([]);
      expect(changesOf(plan)).toHaveLength(1);
      expect(stepOf(plan, row)).toMatchObject({ action: "change" });
      expect(stepOf(plan, row)?.fields.every(({ drift }) => !drift)).toBe(true);
      expect(changesOf(after)).toEqual([]);
    }
  });

  test("is renamed and stays the same thing, where it has a name", async () => {
    if (row.rename === undefined) {
      expect(row.resource.kind).toBe("twilio.callback");
      return;
    }
    const { deploy } = await row.open();
    const { after: before } = await deploy(described(row));
    const { plan, after } = await deploy(described(row, { name: row.rename }));
    expect(stepOf(plan, row)?.action).toBe("rename");
    expect(stepOf(after, row)?.id).toBe(stepOf(before, row)?.id);
    expect(changesOf(after)).toEqual([]);
  });

  test("moves to another key without a call", async () => {
    const { deploy } = await row.open();
    await deploy(described(row));
    const name = row.resource.spec["name"];
    const moved = described(row, name === undefined ? {} : { name }, {
      key: "moved",
      previously: row.resource.key,
    });
    const { plan, after } = await deploy(moved);
    expect(plan.steps.find(({ key }) => key === "moved")).toMatchObject({
      action: "rename",
      formerKey: row.resource.key,
    });
    expect(changesOf(after)).toEqual([]);
    expect(after.orphans).toEqual([]);
  });

  test("changed by somebody else is said so, and changed back", async () => {
    const { deploy, plan, stranger } = await row.open();
    await deploy(described(row));
    const them = stranger();
    const spec = { [row.drift]: row.changes[row.drift] ?? null };
    await them.apply(await them.plan(described(row, spec), { adopt: true }));
    const drifted = stepOf(await plan(described(row), { adopt: true }), row);
    expect(drifted?.action).toBe("change");
    expect(drifted?.fields.some(({ drift }) => drift)).toBe(true);
    const { result, after } = await deploy(described(row));
    expect(result.failed).toEqual([]);
    expect(changesOf(after)).toEqual([]);
  });

  test("removed by hand is made again, and the plan says so", async () => {
    const { deploy, stranger } = await row.open();
    await deploy(described(row));
    const them = stranger();
    await them.apply(await them.plan(described(row), { adopt: true }));
    await them.apply(await them.plan(row.needs, { prune: true }));
    const { plan, result, after } = await deploy(described(row));
    expect(stepOf(plan, row)).toMatchObject({
      action: "create",
      notes: expect.arrayContaining([expect.stringContaining("is gone")]) as readonly string[],
    });
    expect(result.failed).toEqual([]);
    expect(changesOf(after)).toEqual([]);
  });

  test("made by somebody else is taken over when that is beyond doubt or allowed", async () => {
    const { plan, apply, stranger } = await row.open();
    await stranger().deploy(described(row));
    const resources = described(row);
    // What it needs is there too; this is about the thing itself.
    await apply(await plan(row.needs, { adopt: true }));
    if (row.owned) await expect(plan(resources)).resolves.toBeDefined();
    else await expect(plan(resources)).rejects.toMatchObject({ code: "state.conflict" });
    const adopting = await plan(resources, { adopt: true });
    expect(stepOf(adopting, row)?.action).toMatch(/adopt|keep/);
    await apply(adopting);
    expect(changesOf(await plan(resources))).toEqual([]);
  });

  test("protected is never deleted; unprotected and no longer described it goes with --prune", async () => {
    const { deploy, plan, apply } = await row.open();
    await deploy(described(row, {}, { protected: true }));
    expect(stepOf(await plan(row.needs), row)).toBeUndefined();
    const refused = await plan(row.needs, { prune: true });
    expect(() => checkPolicy(refused, rules)).toThrow("is protected");

    const unprotecting = await deploy(described(row, {}, { protected: false }));
    expect(stepOf(unprotecting.plan, row)?.fields.map(({ path }) => path)).toEqual(["protect"]);
    const pruning = await plan(row.needs, { prune: true });
    expect(() => checkPolicy(pruning, rules)).not.toThrow();
    expect(stepOf(pruning, row)?.action).toBe("delete");
    expect((await apply(pruning)).failed).toEqual([]);
    const gone = await plan(row.needs, { prune: true });
    expect(changesOf(gone)).toEqual([]);
    expect(gone.orphans).toEqual([]);
    expect(stepOf(await plan(described(row)), row)?.action).toBe("create");
  });
});
