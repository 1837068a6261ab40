import { resolve } from "node:path";
import { checkDeploy, isEmpty, planDeploy } from "../../app/deploy/deploy.ts";
import { savePlan } from "../../app/deploy/plan-file.ts";
import type { Action, PlanOptions } from "../command.ts";
import { deployOptions } from "../deploy-options.ts";
import { EXIT } from "../exit.ts";
import { warnOfLegacy } from "../legacy.ts";
import { showPlan } from "../format/plan.ts";
import { recorded } from "../record/record.ts";

/** Shows what a deploy would change, and whether anything stands in its way. Writes nothing but the plan's file. */
export const plan: Action<PlanOptions> = (context, options) =>
  recorded("plan", context, options, async (record) => {
    const { terminal, cwd } = context;
    const described = deployOptions(context, options);
    warnOfLegacy(terminal, described.config);
    const planned = await planDeploy(described);
    record.plan(planned.plan);
    if (!options.json) showPlan(planned.plan, terminal);
    await checkDeploy(planned);
    if (options.out !== undefined) await savePlan(planned.plan, resolve(cwd, options.out));
    const changes = !isEmpty(planned.plan);
    if (options.json) terminal.json({ version: 1, changes, plan: planned.plan });
    return options.exitCode && changes ? EXIT.changesPending : EXIT.done;
  });
