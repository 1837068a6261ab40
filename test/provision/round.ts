import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import type { Blueprint, Resource } from "../../src/domain/blueprint.ts";
import type { Clock } from "../../src/domain/clock.ts";
import { applyPlan, type ApplyResult } from "../../src/provision/apply.ts";
import { openIdentityJournal, readIdentityMap } from "../../src/provision/identity-file.ts";
import { emptyIdentityMap, type IdentityMap } from "../../src/provision/identity-map.ts";
import { makePlan, type Plan } from "../../src/provision/plan.ts";
import { readAll } from "../../src/provision/read.ts";
import { secrets, type Shelf } from "./shelf.ts";

export const header = { env: "test", guildId: "1", applicationId: "2", accountSid: "AC3" };

export interface Deployed {
  readonly plan: Plan;
  readonly result: ApplyResult;
  /** What there is left to do. */
  readonly after: Plan;
}

export interface Rounds {
  readonly mapPath: string;
  readonly plan: (resources: readonly Resource[], options?: { readonly adopt?: boolean }) => Promise<Plan>;
  readonly apply: (plan: Plan, signal?: AbortSignal) => Promise<ApplyResult>;
  /** Plans, applies and plans again. */
  readonly deploy: (resources: readonly Resource[]) => Promise<Deployed>;
}

/** Plans and applies against a shelf, with a real identity map in a folder of its own. */
export function rounds(shelf: Shelf, clock: Clock): Rounds {
  const folder = mkdtempSync(join(tmpdir(), "flexcord-provision-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const mapPath = join(folder, "flexcord.test.lock.json");
  const targets = shelf.side.targets;
  const madeFrom = new WeakMap<Plan, IdentityMap>();
  const mapNow = async () => (await readIdentityMap(mapPath)) ?? emptyIdentityMap(header);
  const plan: Rounds["plan"] = async (resources, { adopt = false } = {}) => {
    const map = await mapNow();
    const blueprint: Blueprint = {
      environment: "test",
      project: "game",
      guildId: "1",
      resources,
      ignore: ["staff-*"],
    };
    const readings = await readAll(blueprint, map.entries, targets);
    const made = makePlan({ blueprint, header, map, targets, readings, secrets, adopt });
    madeFrom.set(made, map);
    return made;
  };
  const apply: Rounds["apply"] = async (planned, signal = new AbortController().signal) => {
    const journal = await openIdentityJournal(mapPath, madeFrom.get(planned) ?? emptyIdentityMap(header));
    return applyPlan({ plan: planned, sides: [shelf.side], journal, secrets, clock, signal });
  };
  const deploy: Rounds["deploy"] = async (resources) => {
    const planned = await plan(resources);
    const result = await apply(planned);
    return { plan: planned, result, after: await plan(resources) };
  };
  return { mapPath, plan, apply, deploy };
}

/** Time stands still, and waiting takes none. */
export const stillClock: Clock = {
  now: () => 1_700_000_000_000,
  after(_, ring) {
    const soon = setImmediate(ring);
    return () => clearImmediate(soon);
  },
};

/** The plan without what is as it should be: "create queue support: name, targetWorkers". */
export function changesOf(plan: Plan): readonly string[] {
  return plan.steps
    .filter((step) => step.action !== "keep")
    .map(
      ({ action, noun, key, fields }) => `${action} ${noun} ${key}: ${fields.map((f) => f.path).join(", ")}`,
    );
}
