import type { Clock } from "../domain/clock.ts";
import { asFailure, Failure } from "../domain/failure.ts";
import type { IdentityJournal } from "./identity-journal.ts";
import { nameOf } from "./identity-map.ts";
import type { Plan, PlanStep } from "./plan-shape.ts";
import type { Secrets, Side, Target } from "./ports.ts";
import { changedFields, writes } from "./preflight.ts";
import { runSchedule, type ScheduleResult } from "./schedule.ts";
import { refsIn, remoteRefsIn } from "./value.ts";
import { createWriter, type Writer } from "./writer.ts";

export interface ApplyRequest {
  readonly plan: Plan;
  readonly sides: readonly Side[];
  readonly journal: IdentityJournal;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Once aborted nothing new is begun; what is under way is finished and recorded. */
  readonly signal: AbortSignal;
  /** Called when a step that writes begins and when it ends. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly state: "begun" | "done" | "failed";
  readonly step: PlanStep;
}

export type ApplyResult = ScheduleResult<PlanStep>;

/**
 * Carries out a plan: each step as soon as what it refers to exists, within each side's limit; then order,
 * once everything stands; deletes last, those that refer to others first. After the first failure nothing
 * new is begun. Rejects only when the identity map cannot be written before anything was begun.
 */
export async function applyPlan(request: ApplyRequest): Promise<ApplyResult> {
  const { steps } = request.plan;
  const writer = createWriter(request, (step) => findTarget(request.sides, step).target);
  const kept = steps.filter((step) => step.action === "keep");
  await Promise.all(kept.map((step) => writer.keep(step)));
  const orders = steps.filter((step) => step.action === "order");
  const leaving = steps.filter(leaves);
  const stages = [
    { steps: steps.filter(builds), run: () => build(request, writer) },
    { steps: orders, run: () => arrangeAll(request, writer) },
    { steps: leaving, run: () => removeAll(request, writer, leaving) },
  ];
  let result: ApplyResult = { done: [], failed: [], notStarted: [] };
  for (const stage of stages) {
    const ended = result.failed.length + result.notStarted.length > 0;
    const more = ended ? { done: [], failed: [], notStarted: stage.steps } : await stage.run();
    result = {
      done: [...result.done, ...more.done],
      failed: [...result.failed, ...more.failed],
      notStarted: [...result.notStarted, ...more.notStarted],
    };
  }
  return result;
}

const leaves = ({ action }: PlanStep): boolean => action === "delete" || action === "forget";
const builds = (step: PlanStep): boolean =>
  step.action !== "keep" && step.action !== "order" && !leaves(step);

function build(request: ApplyRequest, writer: Writer): Promise<ApplyResult> {
  return runSchedule({
    items: request.plan.steps.filter(builds),
    nameOf: (step: PlanStep) => nameOf(step),
    needs: (step) => refsIn(step.wanted).map((ref) => nameOf(ref.ref)),
    lane: (step) => findTarget(request.sides, step).side,
    perform: (step) => withProgress(step, request, () => writer.perform(step)),
    stopped: () => request.signal.aborted,
  });
}

/** What refers to a thing goes before the thing itself. */
function removeAll(
  request: ApplyRequest,
  writer: Writer,
  leaving: readonly PlanStep[],
): Promise<ApplyResult> {
  const users = Map.groupBy(
    leaving.flatMap((step) =>
      remoteRefsIn(step.wanted).map(({ remote }) => ({ step, used: `${remote.kind}:${remote.id}` })),
    ),
    ({ used }) => used,
  );
  return runSchedule({
    items: leaving,
    nameOf: (step: PlanStep) => nameOf(step),
    needs: (step) => (users.get(`${step.kind}:${step.id}`) ?? []).map((user) => nameOf(user.step)),
    lane: (step) => findTarget(request.sides, step).side,
    perform: (step) => withProgress(step, request, () => writer.remove(step)),
    stopped: () => request.signal.aborted,
  });
}

async function withProgress(
  step: PlanStep,
  { onProgress }: ApplyRequest,
  perform: () => Promise<void>,
): Promise<void> {
  if (!writes(step) || onProgress === undefined) return perform();
  onProgress({ state: "begun", step });
  try {
    await perform();
    onProgress({ state: "done", step });
  } catch (error) {
    onProgress({ state: "failed", step });
    throw error;
  }
}

function findTarget(sides: readonly Side[], step: PlanStep): { side: Side; target: Target } {
  for (const side of sides) {
    const target = side.targets.find(({ kind }) => kind === step.kind);
    if (target !== undefined) return { side, target };
  }
  throw new Failure("bug.unexpected", `No target for ${step.kind}.`);
}

/** Every kind in which something was created, moved or found in the wrong place. */
async function arrangeAll({ plan, sides }: ApplyRequest, writer: Writer): Promise<ApplyResult> {
  const done: PlanStep[] = [];
  const failed: { step: PlanStep; failure: Failure }[] = [];
  for (const target of sides.flatMap((side) => side.targets)) {
    const steps = plan.steps.filter((step) => step.kind === target.kind);
    const orders = steps.filter((step) => step.action === "order");
    const cause = orders[0] ?? steps.find(mayBeMisplaced);
    if (cause === undefined) continue;
    try {
      await writer.arrange(target, steps);
      done.push(...orders);
    } catch (error) {
      failed.push({ step: { ...cause, action: "order" }, failure: asFailure(error) });
    }
  }
  return { done, failed, notStarted: [] };
}

const mayBeMisplaced = (step: PlanStep): boolean =>
  step.order !== null && (step.action === "create" || changedFields(step).has("category"));
