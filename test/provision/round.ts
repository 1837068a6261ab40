import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import type { Blueprint, Resource } from "../../src/domain/blueprint.ts";
import type { Clock } from "../../src/domain/clock.ts";
import { applyPlan, type ApplyResult } from "../../src/provision/apply/apply.ts";
import { fileState } from "../../src/provision/identity/file.ts";
import { openIdentityJournal, readIdentityMap } from "../../src/provision/identity/journal.ts";
import { emptyIdentityMap, type IdentityMap } from "../../src/provision/identity/identity-map.ts";
import { makePlan } from "../../src/provision/plan/plan.ts";
import type { Plan } from "../../src/provision/plan/shape.ts";
import { readAll } from "../../src/provision/read.ts";
import type { Side } from "../../src/provision/ports.ts";
import { preflight } from "../../src/provision/apply/preflight.ts";
import { secrets } from "./shelf.ts";

export const HEADER = { env: "test", guildId: "1", applicationId: "2", accountSid: "AC3" };

export interface Deployed {
  readonly plan: Plan;
  readonly result: ApplyResult;
  /** What there is left to do. */
  readonly after: Plan;
}

export interface Rounds {
  readonly mapPath: string;
  readonly plan: (
    resources: readonly Resource[],
    options?: { readonly adopt?: boolean; readonly prune?: boolean },
  ) => Promise<Plan>;
  readonly apply: (plan: Plan, signal?: AbortSignal) => Promise<ApplyResult>;
  /** Plans, applies and plans again. */
  readonly deploy: (resources: readonly Resource[]) => Promise<Deployed>;
}

/** Plans and applies with a real identity map in a folder of its own. Each plan opens its sides anew. */
export function rounds(openSides: () => readonly Side[], clock: Clock, guildId = "1"): Rounds {
  const folder = mkdtempSync(join(tmpdir(), "flexcord-provision-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const state = fileState(folder, "test", clock);
  const mapPath = state.place;
  const made = new WeakMap<Plan, { readonly map: IdentityMap; readonly sides: readonly Side[] }>();
  const header = { ...HEADER, guildId };
  const mapNow = async () => (await readIdentityMap(state)) ?? emptyIdentityMap(header);
  const plan: Rounds["plan"] = async (resources, { adopt = false, prune = false } = {}) => {
    const map = await mapNow();
    const sides = openSides();
    const targets = sides.flatMap((side) => side.targets);
    const blueprint: Blueprint = {
      environment: "test",
      project: "game",
      guildId,
      resources,
      ignore: ["staff-*"],
    };
    const readings = await readAll(blueprint, map.entries, targets);
    const planned = makePlan({ blueprint, header, map, targets, readings, secrets, adopt, prune });
    made.set(planned, { map, sides });
    return planned;
  };
  const apply: Rounds["apply"] = async (planned, signal = new AbortController().signal) => {
    const { map, sides } = made.get(planned) ?? { map: emptyIdentityMap(header), sides: [] };
    await preflight(planned, sides);
    const journal = await openIdentityJournal(state, map);
    return applyPlan({ plan: planned, sides, journal, secrets, clock, signal });
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
