import { ApiError, invalidParameter } from "../wire/api-error.ts";
import { parseObject } from "../wire/json.ts";
import { page } from "../wire/page.ts";
import type { Call } from "../wire/routes.ts";
import { parseExpression } from "./expression.ts";
import { filtered, PAGE_MAX, type WorkspaceLevel } from "./level.ts";
import { TASK_STATUSES, type Task, type TaskStatus } from "./model.ts";
import { putTask } from "./offers.ts";
import { showTask } from "./show.ts";
import { mustGet, type TaskRouterStore } from "./store.ts";
import type { TaskRouter } from "./taskrouter.ts";
import {
  cancelTask,
  completeTask,
  createTask,
  DEFAULT_TASK_TIMEOUT_SECONDS,
  deleteTask,
  taskOf,
  wrapTask,
} from "./tasks.ts";
import { checkExpression } from "./workflow-configuration.ts";
import { findTaskChannel } from "./workspace-routes.ts";

const TASK_TIMEOUT_MAX_SECONDS = 1_209_600;

export function taskRoutes({ routes, base, router }: WorkspaceLevel): void {
  const path = `${base}/Tasks`;
  const answer = (call: Call, task: Task) => {
    call.answerHeader("ETag", String(task.version));
    return showTask(router(call), task);
  };
  routes.get(path, (call) =>
    page(call, {
      key: "tasks",
      items: ordered(call, selectTasks(call, router(call).store)),
      show: (task) => showTask(router(call), task),
      max: PAGE_MAX,
    }),
  );
  routes.create(path, (call) =>
    answer(call, createTask(router(call), readNewTask(call, router(call).store))),
  );
  routes.get(`${path}/:Sid`, (call) => answer(call, taskOf(router(call), call.path("Sid"))));
  routes.update(`${path}/:Sid`, (call) => {
    const task = taskOf(router(call), call.path("Sid"));
    refuseStale(call, task);
    return answer(call, updateTask(call, router(call), task));
  });
  routes.remove(`${path}/:Sid`, (call) => {
    const task = taskOf(router(call), call.path("Sid"));
    refuseStale(call, task);
    deleteTask(router(call), task);
  });
}

function readNewTask(call: Call, store: TaskRouterStore): Parameters<typeof createTask>[1] {
  const workflows = store.workflows.all();
  const workflowSid =
    call.form.text("WorkflowSid") ?? (workflows.length === 1 ? workflows[0]?.sid : undefined);
  if (workflowSid === undefined) throw invalidParameter("Missing required parameter WorkflowSid");
  return {
    attributes: call.form.json("Attributes") ?? "{}",
    workflowSid: mustGet(store.workflows, workflowSid, "Workflows").sid,
    taskChannelSid: findTaskChannel(store, call.form.text("TaskChannel") ?? "default").sid,
    priority: call.form.integer("Priority") ?? 0,
    timeoutSeconds:
      call.form.integer("Timeout", { max: TASK_TIMEOUT_MAX_SECONDS }) ?? DEFAULT_TASK_TIMEOUT_SECONDS,
  };
}

/** If-Match guards against writing over a change one has not seen. */
function refuseStale(call: Call, task: Task): void {
  const wanted = call.header("If-Match");
  if (wanted === undefined || wanted === "*" || wanted.replaceAll('"', "") === String(task.version)) return;
  throw new ApiError(412, 20412, `Precondition failed: the task is at version ${task.version}`);
}

function updateTask(call: Call, router: TaskRouter, task: Task): Task {
  const status = call.form.choice("AssignmentStatus", TASK_STATUSES);
  const attributes = call.form.json("Attributes");
  if (status !== undefined && attributes !== undefined) {
    throw invalidParameter("AssignmentStatus and Attributes cannot be updated together");
  }
  const reason = call.form.text("Reason") ?? null;
  if (status !== undefined) return moveTask(router, task, status, reason);
  const channel = call.form.text("TaskChannel");
  const changed = putTask(router, {
    ...task,
    attributes: attributes ?? task.attributes,
    priority: call.form.integer("Priority") ?? task.priority,
    taskChannelSid: channel === undefined ? task.taskChannelSid : findTaskChannel(router.store, channel).sid,
  });
  router.events.task("task.updated", changed);
  return changed;
}

function moveTask(router: TaskRouter, task: Task, status: TaskStatus, reason: string | null): Task {
  if (status === "canceled") return cancelTask(router, task, reason ?? "");
  if (status === "wrapping") return wrapTask(router, task, reason);
  if (status === "completed") return completeTask(router, task, reason);
  throw invalidParameter(`A task cannot be made ${status}`);
}

function selectTasks(call: Call, store: TaskRouterStore): readonly Task[] {
  const statuses = call.query.list("AssignmentStatus");
  const attributes = call.query.text("EvaluateTaskAttributes");
  if (attributes !== undefined) checkExpression(attributes, "EvaluateTaskAttributes");
  const holds = attributes === undefined ? () => true : parseExpression(attributes);
  const all = filtered<Task>(call, store.tasks.all(), {
    Priority: (task) => String(task.priority),
    WorkflowSid: (task) => task.workflowSid,
    WorkflowName: (task) => store.workflows.get(task.workflowSid)?.friendlyName ?? "",
    TaskQueueSid: (task) => task.queueSid ?? "",
    TaskQueueName: (task) =>
      task.queueSid === null ? "" : (store.queues.get(task.queueSid)?.friendlyName ?? ""),
  });
  return all.filter(
    (task) =>
      (statuses.length === 0 || statuses.includes(task.status)) && holds(parseObject(task.attributes)),
  );
}

const ORDERINGS: Readonly<Record<string, (task: Task) => number>> = {
  DateCreated: (task) => task.createdAt,
  Priority: (task) => task.priority,
  VirtualStartTime: (task) => task.virtualStartAt,
};

/** `Priority:desc,DateCreated:asc`; by DateCreated when nothing is said. */
function ordered(call: Call, tasks: readonly Task[]): readonly Task[] {
  const terms = call.query.list("Ordering").map((term) => {
    const [name = "", direction = "asc"] = term.split(":");
    const read = ORDERINGS[name];
    if (read === undefined || !["asc", "desc"].includes(direction)) {
      throw invalidParameter(`Ordering: ${term} is neither DateCreated, Priority nor VirtualStartTime`);
    }
    return (one: Task, other: Task) => (read(one) - read(other)) * (direction === "asc" ? 1 : -1);
  });
  return tasks.toSorted((one, other) => terms.reduce((order, term) => order || term(one, other), 0));
}
