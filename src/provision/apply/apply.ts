import { Failure } from "../../domain/failure.ts";
import type { ApplyRequest } from "./request.ts";
import { arrangementName, arrangementsOf, type Arrangement } from "./arrangement.ts";
import { nameOf } from "../identity/identity-map.ts";
import type { PlanStep } from "../plan/shape.ts";
import type { Side, Target } from "../ports.ts";
import { writes } from "./preflight.ts";
import { runSchedule, type ScheduleResult } from "./schedule.ts";
import { refsIn, remoteRefsIn } from "../value.ts";
import { createWriter, type Writer } from "./writer.ts";

export type ApplyResult = ScheduleResult<PlanStep>;

/**
 * Carries out a plan: each step as soon as what it refers to exists, within each side's limit, and order as soon
 * as everything that has a place stands; deletes last, those that refer to others first. After the first failure
 * nothing new is begun. Rejects only when the identity map cannot be written before anything was begun.
 */
export async function applyPlan(request: ApplyRequest): Promise<ApplyResult> {
  const { steps } = request.plan;
  const writer = createWriter(request, (step) => findTarget(request.sides, step).target);
  const kept = steps.filter((step) => step.action === "keep");
  await Promise.all(kept.map((step) => writer.keep(step)));
  const built = await build(request, writer);
  const leaving = steps.filter(leaves);
  if (built.failed.length + built.notStarted.length > 0) {
    return { ...built, notStarted: [...built.notStarted, ...leaving] };
  }
  const removed = await removeAll(request, writer, leaving);
  return { ...removed, done: [...built.done, ...removed.done] };
}

const leaves = ({ action }: PlanStep): boolean => action === "delete" || action === "forget";
const builds = (step: PlanStep): boolean =>
  step.action !== "keep" && step.action !== "order" && !leaves(step);

/** One thing to write, or one order to bring about. */
interface Work {
  readonly name: string;
  readonly needs: readonly string[];
  readonly side: Side;
  /** What a failure is told as. */
  readonly step: PlanStep;
  /** The plan's steps that are done with it. */
  readonly steps: readonly PlanStep[];
  readonly perform: () => Promise<void>;
}

async function build(request: ApplyRequest, writer: Writer): Promise<ApplyResult> {
  const { plan, sides, signal } = request;
  const writing = plan.steps.filter(builds).map((step) => writingOf(step, request, writer));
  const ordering = arrangementsOf(plan, sides).map((arrangement) => orderingOf(arrangement, writer));
  const { done, failed, notStarted } = await runSchedule({
    items: [...writing, ...ordering],
    nameOf: ({ name }: Work) => name,
    needs: ({ needs }) => needs,
    lane: ({ side }) => side,
    perform: ({ perform }) => perform(),
    stopped: () => signal.aborted,
  });
  return {
    done: done.flatMap(({ steps }) => steps),
    failed: failed.map(({ step, failure }) => ({ step: step.step, failure })),
    notStarted: notStarted.flatMap(({ steps }) => steps),
  };
}

function writingOf(step: PlanStep, request: ApplyRequest, writer: Writer): Work {
  return {
    name: nameOf(step),
    needs: refsIn(step.wanted).map(({ ref }) => nameOf(ref)),
    side: findTarget(request.sides, step).side,
    step,
    steps: [step],
    perform: () => withProgress(step, request, () => writer.perform(step)),
  };
}

function orderingOf(arrangement: Arrangement, writer: Writer): Work {
  const { ordered, orders, side, step } = arrangement;
  return {
    name: arrangementName(arrangement),
    needs: ordered.map(nameOf),
    side,
    step,
    steps: orders,
    perform: () => writer.arrange(arrangement),
  };
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
