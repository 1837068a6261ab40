import { resolve } from "node:path";
import { checkDeploy, isEmpty, planDeploy } from "../../app/deploy.ts";
import { savePlan } from "../../app/plan-file.ts";
import type { Action, PlanOptions } from "../command.ts";
import { deployOptions } from "../deploy-options.ts";
import { EXIT } from "../exit.ts";
import { renderPlan } from "../plan-text.ts";

/** Shows what a deploy would change, and whether anything stands in its way. Writes nothing. */
export const plan: Action<PlanOptions> = async (context, options) => {
  const { terminal } = context;
  const planned = await planDeploy(deployOptions(context, options));
  const keep = async () => {
    if (options.out !== undefined) await savePlan(planned.plan, resolve(context.cwd, options.out));
  };
  if (options.json) {
    await checkDeploy(planned);
    await keep();
    terminal.json({ version: 1, changes: !isEmpty(planned.plan), plan: planned.plan });
  } else {
    terminal.data(renderPlan(planned.plan, terminal.dataStyle));
    await checkDeploy(planned);
    await keep();
  }
  return options.exitCode && !isEmpty(planned.plan) ? EXIT.changesPending : EXIT.done;
};
