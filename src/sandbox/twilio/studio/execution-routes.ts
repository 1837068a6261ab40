import type { Account } from "../account.ts";
import { invalidParameter, notFound } from "../wire/api-error.ts";
import { page } from "../wire/page.ts";
import type { Call, HostRoutes } from "../wire/routes.ts";
import { showExecution, showExecutionContext, showStep, showStepContext } from "./show.ts";
import { endExecution, type Execution, type Step } from "./studio.ts";

const PAGE_MAX = 1000;
const PATH = "/v2/Flows/:FlowSid/Executions";

export function executionRoutes(routes: HostRoutes, account: () => Account): void {
  routes.get(PATH, (call) => {
    const { runtime } = account();
    const show = (execution: Execution) => showExecution(runtime.ready, execution, "listed");
    return page(call, { key: "executions", items: selectExecutions(call, account()), show, max: PAGE_MAX });
  });
  routes.get(`${PATH}/:Sid`, (call) =>
    showExecution(account().runtime.ready, findExecution(call, account(), "Sid"), "whole"),
  );
  routes.update(`${PATH}/:Sid`, (call) => {
    if (call.form.text("Status") !== "ended") throw invalidParameter("Status must be ended");
    const ended = endExecution(account().studio, findExecution(call, account(), "Sid"));
    return showExecution(account().runtime.ready, ended, "whole");
  });
  routes.get(`${PATH}/:ExecutionSid/Context`, (call) =>
    showExecutionContext(account().runtime.ready, findExecution(call, account(), "ExecutionSid")),
  );
  stepRoutes(routes, account);
}

function stepRoutes(routes: HostRoutes, account: () => Account): void {
  const path = `${PATH}/:ExecutionSid/Steps`;
  const findStep = (call: Call, name: string) => {
    const step = account().studio.steps.get(call.path(name));
    if (step?.executionSid !== call.path("ExecutionSid")) throw notFound(call.resource);
    return step;
  };
  routes.get(path, (call) => {
    const { runtime, studio } = account();
    const execution = findExecution(call, account(), "ExecutionSid");
    const show = (step: Step) => showStep(runtime.ready, execution, step, "listed");
    return page(call, {
      key: "steps",
      items: studio.steps.of(execution.sid).toReversed(),
      show,
      max: PAGE_MAX,
    });
  });
  routes.get(`${path}/:Sid`, (call) => {
    const execution = findExecution(call, account(), "ExecutionSid");
    return showStep(account().runtime.ready, execution, findStep(call, "Sid"), "whole");
  });
  routes.get(`${path}/:StepSid/Context`, (call) => {
    const execution = findExecution(call, account(), "ExecutionSid");
    return showStepContext(account().runtime.ready, execution, findStep(call, "StepSid"));
  });
}

function findExecution(call: Call, account: Account, name: string): Execution {
  const found = account.studio.executions.get(call.path(name));
  if (found?.flowSid !== call.path("FlowSid")) throw notFound(call.resource);
  return found;
}

/** Newest first. */
function selectExecutions(call: Call, account: Account): readonly Execution[] {
  const flow = account.flows.find(call.path("FlowSid"));
  const status = call.query.text("Status") ?? call.query.text("status");
  const from = readMoment(call, "DateCreatedFrom") ?? Number.NEGATIVE_INFINITY;
  const to = readMoment(call, "DateCreatedTo") ?? Number.POSITIVE_INFINITY;
  return account.studio.executions
    .of(flow.sid)
    .filter(
      (execution) =>
        (status === undefined || execution.status === status) &&
        execution.createdAt >= from &&
        execution.createdAt < to,
    )
    .toReversed();
}

function readMoment(call: Call, name: string): number | undefined {
  const text = call.query.text(name);
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw invalidParameter(`${name} is not an ISO 8601 date`);
  return at;
}
