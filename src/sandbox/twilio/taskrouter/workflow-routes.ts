import { newSid } from "../sids.ts";
import { invalidParameter } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";
import { page } from "../wire/page.ts";
import type { Call } from "../wire/routes.ts";
import { filtered, PAGE_MAX, type WorkspaceLevel } from "./level.ts";
import type { Workflow } from "./model.ts";
import { showWorkflow } from "./show.ts";
import { mustGet, type TaskRouterStore } from "./store.ts";
import { readConfiguration } from "./workflow-configuration.ts";

const RESERVATION_TIMEOUT_MAX_SECONDS = 86_400;

export function workflowRoutes({ routes, base, router }: WorkspaceLevel): void {
  const path = `${base}/Workflows`;
  const find = (call: Call) => mustGet(router(call).store.workflows, call.path("Sid"), "Workflows");
  routes.get(path, (call) =>
    page(call, {
      key: "workflows",
      items: filtered<Workflow>(call, router(call).store.workflows.all(), {
        FriendlyName: (workflow) => workflow.friendlyName,
      }),
      show: (workflow) => showWorkflow(router(call), workflow),
      max: PAGE_MAX,
    }),
  );
  routes.create(path, (call) => {
    const { store, runtime } = router(call);
    for (const name of ["FriendlyName", "Configuration"]) call.form.required(name);
    const now = runtime.now();
    const fresh = { ...NEW_WORKFLOW, sid: newSid("WW"), createdAt: now, updatedAt: now };
    return showWorkflow(router(call), store.workflows.put(readWorkflow(call.form, fresh, store)));
  });
  routes.get(`${path}/:Sid`, (call) => showWorkflow(router(call), find(call)));
  routes.update(`${path}/:Sid`, (call) => {
    const { store, runtime } = router(call);
    const changed = { ...readWorkflow(call.form, find(call), store), updatedAt: runtime.now() };
    return showWorkflow(router(call), store.workflows.put(changed));
  });
  routes.remove(`${path}/:Sid`, (call) => {
    const { store } = router(call);
    const workflow = find(call);
    const holds = store.tasks
      .all()
      .some(
        ({ workflowSid, status }) =>
          workflowSid === workflow.sid && status !== "completed" && status !== "canceled",
      );
    if (holds) throw invalidParameter(`Workflow ${workflow.sid} still routes tasks and cannot be deleted`);
    store.workflows.delete(workflow.sid);
  });
}

const NEW_WORKFLOW: Omit<Workflow, "sid" | "createdAt" | "updatedAt"> = {
  friendlyName: "",
  configuration: "",
  assignmentCallbackUrl: null,
  fallbackAssignmentCallbackUrl: null,
  taskReservationTimeout: 120,
};

function readWorkflow(form: Form, before: Workflow, store: TaskRouterStore): Workflow {
  const configuration = form.text("Configuration") ?? before.configuration;
  readConfiguration(configuration, (sid) => store.queues.get(sid) !== undefined);
  const url = (name: string, old: string | null) => {
    const text = form.text(name);
    return text === undefined ? old : text === "" ? null : text;
  };
  return {
    ...before,
    friendlyName: form.text("FriendlyName", { max: 64 }) ?? before.friendlyName,
    configuration,
    assignmentCallbackUrl: url("AssignmentCallbackUrl", before.assignmentCallbackUrl),
    fallbackAssignmentCallbackUrl: url("FallbackAssignmentCallbackUrl", before.fallbackAssignmentCallbackUrl),
    taskReservationTimeout:
      form.integer("TaskReservationTimeout", { min: 1, max: RESERVATION_TIMEOUT_MAX_SECONDS }) ??
      before.taskReservationTimeout,
  };
}
