import type { Clock } from "../../domain/clock.ts";
import type { Failure } from "../../domain/failure.ts";
import type { Progress } from "../../provision/apply/request.ts";
import type { ApplyResult } from "../../provision/apply/apply.ts";
import type { IdentityMap } from "../../provision/identity/identity-map.ts";
import type { Plan } from "../../provision/plan/shape.ts";
import type { Secrets, Side, StateStore } from "../../provision/ports.ts";
import type { PolicyRules } from "../../provision/plan/policy.ts";
import { failureOfApply } from "./apply-failure.ts";
import type { DeployOptions } from "./options.ts";
import { openWorld } from "./open-world.ts";
import { policyRules } from "./plan-policy.ts";

export { isEmpty } from "../../provision/plan/plan.ts";
export type { DeployOptions } from "./options.ts";

/** A plan, and what it takes to carry it out. */
export interface PlannedDeploy {
  readonly plan: Plan;
  readonly state: StateStore;
  readonly map: IdentityMap;
  readonly sides: readonly Side[];
  readonly secrets: Secrets;
  readonly rules: PolicyRules;
  readonly clock: Clock;
}

/**
 * Reads both vendors and says what a deploy would do. Writes nothing, neither there nor here. Rejects with
 * "state.conflict" when what was found is not surely ours.
 */
export async function planDeploy(options: DeployOptions): Promise<PlannedDeploy> {
  const { emptyIdentityMap, requireHeader } = await import("../../provision/identity/identity-map.ts");
  const { makePlan } = await import("../../provision/plan/plan.ts");
  const { requireSamePlan } = await import("../../provision/plan/saved-plan.ts");
  const { state, known, header, sides, secrets, ...world } = await openWorld(options);
  if (known !== null) requireHeader(known, header, state.place);
  const map = known ?? emptyIdentityMap(header);
  const { saved, destroy = false, keepProtected = false } = options;
  const { adopt, prune = false } = saved ?? options;
  const plan = makePlan({ ...world, header, map, secrets, adopt, prune: prune || destroy, keepProtected });
  if (saved !== undefined) requireSamePlan(saved, plan);
  const rules = {
    ...policyRules({ ...options.secrets }, options.addresses, options.maxDeletes),
    destroying: destroy,
  };
  return { plan, state, map, sides, secrets, rules, clock: options.clock };
}

/** Rejects with one Failure that names everything that stands in the way of a plan, each with its fix. */
export async function checkDeploy({ plan, sides, rules }: PlannedDeploy): Promise<void> {
  const { checkPolicy } = await import("../../provision/plan/policy.ts");
  checkPolicy(plan, rules);
  const { preflight } = await import("../../provision/apply/preflight.ts");
  await preflight(plan, sides);
}

export interface ApplyOptions {
  /** Aborting it begins nothing new; what is under way is finished and recorded. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface DeployResult extends ApplyResult {
  /** Null when everything was done. */
  readonly failure: Failure | null;
}

/**
 * Carries out a plan. Rejects only when nothing was begun ("state.locked", "state.conflict"); what failed
 * on the way is in the result.
 */
export async function applyDeploy(planned: PlannedDeploy, options: ApplyOptions): Promise<DeployResult> {
  const { applyPlan } = await import("../../provision/apply/apply.ts");
  const { openIdentityJournal } = await import("../../provision/identity/journal.ts");
  await using closing = new AsyncDisposableStack();
  closing.defer(await planned.state.lock());
  const journal = await openIdentityJournal(planned.state, planned.map);
  const result = await applyPlan({ ...planned, journal, ...options });
  return { ...result, failure: failureOfApply(result, options.signal) };
}
