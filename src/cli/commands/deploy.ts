import { applyDeploy, checkDeploy, isEmpty, planDeploy, type DeployResult } from "../../app/deploy.ts";
import { Failure } from "../../domain/failure.ts";
import type { Plan, PlanStep } from "../../provision/plan.ts";
import type { Action, CommandContext, DeployOptions } from "../command.ts";
import { deployOptions } from "../deploy-options.ts";
import { EXIT, exitCodeOf, type ExitCode } from "../exit.ts";
import { failureEnvelope, type Terminal } from "../output.ts";
import { countChanges, renderPlan } from "../plan-text.ts";
import { openProgress } from "../progress.ts";
import { confirm } from "../prompt.ts";

/** Plans, asks, applies. Without a terminal it needs --yes, and says so before anything is written. */
export const deploy: Action<DeployOptions> = async (context, options) => {
  const { terminal, signal } = context;
  const planned = await planDeploy(deployOptions(context, options));
  if (!options.json) terminal.data(renderPlan(planned.plan, terminal.dataStyle));
  await checkDeploy(planned);
  if (options.dryRun) {
    if (options.json) terminal.json({ version: 1, changes: !isEmpty(planned.plan), plan: planned.plan });
    return EXIT.done;
  }
  if (!isEmpty(planned.plan) && !options.yes) await consent(context, planned.plan);
  const progress = await openProgress(
    terminal,
    planned.plan.steps.filter(({ action }) => action !== "keep").length,
  );
  const result = await applyDeploy(planned, {
    signal,
    onProgress: ({ state, step }) => progress[state](nameOf(step)),
  }).finally(() => progress.close());
  return report(result, planned.plan, terminal, options.json);
};

async function consent({ terminal, signal }: CommandContext, plan: Plan): Promise<void> {
  const message = `Apply to ${plan.env}: ${countChanges(plan)}?`;
  if (await confirm(terminal, { message, flag: "--yes" }, signal)) return;
  throw new Failure("run.interrupted", "Not applied; nothing was changed.");
}

function report(result: DeployResult, plan: Plan, terminal: Terminal, json: boolean): ExitCode {
  const { failure, done, failed, notStarted } = result;
  if (json) {
    const envelope = failure === null ? { version: 1 } : failureEnvelope(failure);
    terminal.json({
      ...(envelope as object),
      plan,
      done: done.map(nameOf),
      failed: failed.map(({ step }) => nameOf(step)),
      notStarted: notStarted.map(nameOf),
    });
  }
  if (failure !== null) {
    for (const step of notStarted) terminal.say(`not started: ${nameOf(step)}`);
    terminal.failure(failure);
    return exitCodeOf(failure.code);
  }
  if (!isEmpty(plan)) terminal.say(`Deployed to ${plan.env}: ${done.length} done.`);
  return EXIT.done;
}

const nameOf = (step: PlanStep): string => `${step.noun} ${step.key}`;
