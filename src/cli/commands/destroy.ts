import { applyDeploy, checkDeploy, planDeploy } from "../../app/deploy/deploy.ts";
import { Failure } from "../../domain/failure.ts";
import type { Plan } from "../../provision/plan/shape.ts";
import type { Action, CommandContext, DestroyOptions } from "../command.ts";
import { applyAndReport } from "../apply-and-report.ts";
import { deployOptions } from "../deploy-options.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { countChanges, showPlan } from "../format/plan.ts";
import { recorded, type Recorder } from "../record/record.ts";
import { askText } from "../terminal/prompt.ts";

/** Deletes everything of an environment that is wholly ours, once its name was typed. */
export const destroy: Action<DestroyOptions> = (context, options) =>
  recorded("destroy", context, options, (record) => destroyAll(context, options, record));

async function destroyAll(
  context: CommandContext,
  options: DestroyOptions,
  record: Recorder,
): Promise<ExitCode> {
  const { terminal } = context;
  const planned = await planDeploy({
    ...deployOptions(context, { ...options, adopt: false }),
    destroy: true,
    keepProtected: options.keepProtected,
    maxDeletes: Number.POSITIVE_INFINITY,
  });
  record.plan(planned.plan);
  if (!options.json) showPlan(planned.plan, terminal);
  if (planned.plan.steps.length === 0) {
    if (options.json) terminal.json({ version: 1, plan: planned.plan, done: [], failed: [], notStarted: [] });
    return EXIT.done;
  }
  await checkDeploy(planned);
  await consent(context, options, planned.plan);
  return applyAndReport(planned, context, options, record, applyDeploy);
}

async function consent(
  { terminal, signal }: CommandContext,
  { confirm, env }: DestroyOptions,
  plan: Plan,
): Promise<void> {
  const message = `${countChanges(plan)} on ${env}, for good. Type the environment's name to go on:`;
  const answer = confirm ?? (await askText(terminal, { message, flag: `--confirm=${env}` }, signal));
  if (answer === env) return;
  throw new Failure("policy.refused", `"${answer}" is not the environment's name; nothing was changed`, {
    fix: `It is ${env}.`,
  });
}
