import { expect, test } from "vitest";

import type { Resource, Spec } from "../../../src/domain/blueprint.ts";
import { asFailure } from "../../../src/domain/failure.ts";
import type { Plan } from "../../../src/provision/plan/shape.ts";
import { checkPolicy } from "../../../src/provision/plan/policy.ts";
import { changesOf } from "../../provision/round.ts";
import type { Row } from "./row.ts";

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

const listed = (fields: Readonly<Record<string, Spec>> = {}) =>
  Object.entries(fields).map(([field, value]) => ({ field, value }));

/** What describing it does while it does not exist; of what is always there, nothing is ever made. */
const making = ({ leaves }: Row) => (leaves === "nothing" ? "create" : "change");

/** What describing it finds after somebody else removed it: gone, emptied or as it was. */
const AFTER_REMOVAL = {
  nothing: { action: "create", note: "is gone", drift: false },
  blank: { action: "change", note: "", drift: true },
  everything: { action: "keep", note: "", drift: true },
} as const;

function refusalOf(plan: Plan): string {
  try {
    checkPolicy(plan, rules);
    return "";
  } catch (error) {
    return asFailure(error).message;
  }
}

const codeOf = (planning: Promise<Plan>): Promise<string | null> =>
  planning.then(
    () => null,
    (error: unknown) => asFailure(error).code,
  );

/** Walks a kind through its life, each step ending in an empty plan. */
export function walk(row: Row): void {
  test("is created, and then there is nothing to do", async () => {
    const { deploy } = await row.open();
    const { plan, result, after } = await deploy(described(row));
    expect(result.failed).toEqual([]);
    expect(stepOf(plan, row)?.action).toBe(making(row));
    expect(changesOf(after)).toEqual([]);
  });

  test.each(listed(row.changes))(
    "has its $field changed, alone, there and back",
    async ({ field, value }) => {
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
    },
  );

  test.each(listed(row.fixed))("keeps its $field: another one is refused", async ({ field, value }) => {
    const { deploy, plan } = await row.open();
    await deploy(described(row));
    await expect(plan(described(row, { [field]: value }))).rejects.toMatchObject({
      code: "state.conflict",
      message: expect.stringContaining(`its ${field} cannot change`) as string,
    });
    expect(changesOf(await plan(described(row)))).toEqual([]);
  });

  test.each(listed(row.identifying))(
    "with another $field is another thing, and the former goes with --prune",
    async ({ field, value }) => {
      const { deploy, plan, apply } = await row.open();
      const { after: before } = await deploy(described(row));
      const id = stepOf(before, row)?.id;
      const pruning = await plan(described(row, { [field]: value }), { prune: true });
      const own = pruning.steps.filter(({ kind }) => kind === row.resource.kind);
      expect(own.find(({ action }) => action === "create")?.notes.join()).not.toContain("is gone");
      expect(own.find(({ action }) => action === "delete")?.id).toBe(id);
      expect((await apply(pruning)).failed).toEqual([]);
      const after = await plan(described(row, { [field]: value }));
      expect(changesOf(after)).toEqual([]);
      expect(stepOf(after, row)?.id).not.toBe(id);
    },
  );

  test.each(row.rename === undefined ? [] : [row.rename])(
    "is renamed to %s and stays the same thing",
    async (name) => {
      const { deploy } = await row.open();
      const { after: before } = await deploy(described(row));
      const { plan, after } = await deploy(described(row, { name }));
      expect(stepOf(plan, row)?.action).toBe("rename");
      expect(stepOf(after, row)?.id).toBe(stepOf(before, row)?.id);
      expect(changesOf(after)).toEqual([]);
    },
  );

  test.each("order" in row.resource.spec ? [2] : [])("takes its place among others", async (order) => {
    const { deploy } = await row.open();
    const { resource } = row;
    const sibling = { ...resource, key: "sibling", spec: { ...resource.spec, name: "sibling", order: 1 } };
    await deploy([...described(row), sibling]);
    for (const spec of [{ order }, {}]) {
      const { plan, after } = await deploy([...described(row, spec), sibling]);
      expect(plan.steps.filter(({ action }) => action !== "keep").map(({ action }) => action)).toEqual([
        "order",
      ]);
      expect(changesOf(after)).toEqual([]);
    }
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

  test.each(row.drift === undefined ? [] : [row.drift])(
    "whose %s somebody else changed is said so, and changed back",
    async (drift) => {
      const { deploy, plan, apply, stranger } = await row.open();
      await deploy(described(row));
      const them = stranger();
      await them.apply(await them.plan(described(row), { adopt: true }));
      const theirs = described(row, { [drift]: row.changes[drift] ?? row.rename ?? null });
      expect(changesOf((await them.deploy(theirs)).after)).toEqual([]);
      const drifted = stepOf(await plan(described(row), { adopt: true }), row);
      expect(drifted?.action).toMatch(/^(change|rename)$/u);
      expect(drifted?.fields.some((field) => field.drift)).toBe(true);
      expect(await codeOf(plan(described(row)))).toBe(row.guarded === true ? "state.conflict" : null);
      const adopt = row.guarded === true;
      expect((await apply(await plan(described(row), { adopt }))).failed).toEqual([]);
      expect(changesOf(await plan(described(row)))).toEqual([]);
    },
  );

  test("removed by hand is made again, and the plan says so", async () => {
    const { deploy, plan, apply, stranger } = await row.open();
    await deploy(described(row));
    const them = stranger();
    await them.apply(await them.plan(described(row), { adopt: true }));
    await them.apply(await them.plan(row.needs, { prune: true }));
    const again = await plan(described(row));
    const step = stepOf(again, row);
    const { action, note, drift } = AFTER_REMOVAL[row.leaves];
    expect(step?.action).toBe(action);
    expect(step?.notes.join()).toContain(note);
    expect(step?.fields.every((field) => field.drift)).toBe(drift);
    expect((await apply(again)).failed).toEqual([]);
    expect(changesOf(await plan(described(row)))).toEqual([]);
  });

  test("made by somebody else is taken over when that is beyond doubt or allowed", async () => {
    const { plan, apply, stranger } = await row.open();
    await stranger().deploy(described(row));
    const resources = described(row);
    // What it needs is there too; this is about the thing itself.
    await apply(await plan(row.needs, { adopt: true }));
    expect(await codeOf(plan(resources))).toBe(row.owned ? null : "state.conflict");
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
    expect(refusalOf(refused)).toContain(row.leaves === "everything" ? "" : "is protected");

    const unprotecting = await deploy(described(row, {}, { protected: false }));
    expect(stepOf(unprotecting.plan, row)?.fields.map(({ path }) => path)).toEqual(["protect"]);
    const pruning = await plan(row.needs, { prune: true });
    expect(refusalOf(pruning)).toBe("");
    const step = stepOf(pruning, row);
    expect(step?.action).toBe(row.leaves === "everything" ? "forget" : "delete");
    expect(step?.notes.join()).toContain(row.leaves === "everything" ? "nobody remembers" : "");
    expect((await apply(pruning)).failed).toEqual([]);
    const gone = await plan(row.needs, { prune: true });
    expect(changesOf(gone)).toEqual([]);
    expect(gone.orphans).toEqual([]);
    const anew = stepOf(await plan(described(row)), row);
    expect(anew?.action).toBe(row.leaves === "everything" ? "keep" : making(row));
  });
}
