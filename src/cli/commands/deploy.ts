import { resolve } from "node:path";
import { applyDeploy, checkDeploy, isEmpty, planDeploy } from "../../app/deploy/deploy.ts";
import { loadPlan } from "../../app/deploy/plan-file.ts";
import { Failure } from "../../domain/failure.ts";
import type { Plan } from "../../provision/plan/shape.ts";
import { applyAndReport } from "../apply-and-report.ts";
import type { Action, CommandContext, DeployOptions } from "../command.ts";
import { deployOptions } from "../deploy-options.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { warnOfLegacy } from "../legacy.ts";
import { countChanges, showPlan } from "../format/plan.ts";
import { recorded, type Recorder } from "../record/record.ts";
import { confirm } from "../terminal/prompt.ts";

/** Plans, asks, applies. Without a terminal it needs --yes, and says so before anything is written. */
export const deploy: Action<DeployOptions> = (context, options) =>
  recorded("deploy", context, options, (record) => planAndApply(context, options, record));

async function planAndApply(
  context: CommandContext,
  options: DeployOptions,
  record: Recorder,
): Promise<ExitCode> {
  const { terminal } = context;
  const [file] = options.operands;
  const saved = typeof file === "string" ? await loadPlan(resolve(context.cwd, file)) : null;
  const described = deployOptions(context, options);
  warnOfLegacy(terminal, described.config);
  const planned = await planDeploy({
    ...described,
    // Whoever made the plan has said how much may go.
    ...(saved === null ? {} : { saved, maxDeletes: Number.POSITIVE_INFINITY }),
  });
  record.plan(planned.plan);
  if (!options.json) showPlan(planned.plan, terminal);
  await checkDeploy(planned);
  if (options.dryRun) {
    if (options.json) terminal.json({ version: 1, changes: !isEmpty(planned.plan), plan: planned.plan });
    return EXIT.done;
  }
  if (!isEmpty(planned.plan) && !options.yes && saved === null) await consent(context, planned.plan);
  return applyAndReport(planned, context, options, record, applyDeploy);
}

async function consent({ terminal, signal }: CommandContext, plan: Plan): Promise<void> {
  const message = `Apply to ${plan.env}: ${countChanges(plan)}?`;
  if (await confirm(terminal, { message, flag: "--yes" }, signal)) return;
  throw new Failure("run.interrupted", "Not applied; nothing was changed.");
}
