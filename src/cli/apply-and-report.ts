import { isEmpty, type ApplyOptions, type DeployResult, type PlannedDeploy } from "../app/deploy/deploy.ts";
import type { Plan, PlanStep } from "../provision/plan/shape.ts";
import type { CommandContext, JsonOptions } from "./command.ts";
import { EXIT, exitCodeOf, type ExitCode } from "./exit.ts";
import { failureEnvelope, type Terminal } from "./terminal/output.ts";
import type { Recorder } from "./record/record.ts";
import { openProgress } from "./terminal/progress.ts";

/** Carries out a plan and says how far it came, to a person or as one object. */
export async function applyAndReport(
  planned: PlannedDeploy,
  { terminal, signal }: CommandContext,
  { json }: JsonOptions,
  record: Recorder,
  apply: (planned: PlannedDeploy, options: ApplyOptions) => Promise<DeployResult>,
): Promise<ExitCode> {
  const { plan } = planned;
  const steps = plan.steps.filter(({ action }) => action !== "keep").length;
  const progress = await openProgress(terminal, { steps, clock: planned.clock, signal });
  const result = await apply(planned, {
    signal,
    onProgress: (made) => {
      record.step(made);
      progress[made.state](titleOf(made.step));
    },
  }).finally(() => progress.close());
  if (result.failure !== null) record.failure(result.failure);
  return report(result, plan, terminal, json);
}

function report(result: DeployResult, plan: Plan, terminal: Terminal, json: boolean): ExitCode {
  const { failure, done, failed, notStarted } = result;
  if (json) {
    const envelope = failure === null ? { version: 1 } : failureEnvelope(failure);
    terminal.json({
      ...(envelope as object),
      plan,
      done: done.map(titleOf),
      failed: failed.map(({ step }) => titleOf(step)),
      notStarted: notStarted.map(titleOf),
    });
  }
  if (failure !== null) {
    for (const step of notStarted) terminal.say(`not started: ${titleOf(step)}`);
    terminal.failure(failure);
    return exitCodeOf(failure.code);
  }
  const onlyGoing = plan.steps.every(({ action }) => action === "delete" || action === "forget");
  const did = onlyGoing ? "Deleted from" : "Deployed to";
  if (!isEmpty(plan)) terminal.say(`${did} ${plan.env}: ${done.length} done.`);
  return EXIT.done;
}

/** A step as a person would name it. */
const titleOf = (step: PlanStep): string => `${step.noun} ${step.key}`;
