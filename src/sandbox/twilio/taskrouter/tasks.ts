import { newSid } from "../sids.ts";
import { parseObject } from "../wire/json.ts";
import { parseExpression } from "./expression.ts";
import type { DirectTarget, Task, TaskRoute, Workflow } from "./model.ts";
import { offerTasks, putTask } from "./offers.ts";
import { endOffers, followTask, refuseUnless } from "./reservations.ts";
import { mustGet } from "./store.ts";
import type { TaskRouter } from "./taskrouter.ts";
import { readConfiguration } from "./workflow-configuration.ts";

export interface NewTask {
  /** Given when it was promised before the task exists. */
  readonly sid?: string;
  readonly attributes: string;
  readonly workflowSid: string;
  /** Past the workflow, to one worker. */
  readonly direct?: DirectTarget | null;
  readonly taskChannelSid: string;
  readonly priority: number;
  readonly timeoutSeconds: number;
}

/** How long a task waits when nobody says: a day. */
export const DEFAULT_TASK_TIMEOUT_SECONDS = 86_400;

/** Creates a task; its workflow finds it a queue and a worker a little later. */
export function createTask(router: TaskRouter, wanted: NewTask): Task {
  const { runtime, store, events } = router;
  const now = runtime.now();
  const { direct = null, ...given } = wanted;
  const task = store.tasks.put({
    ...given,
    sid: given.sid ?? newSid("WT"),
    status: "pending",
    reason: null,
    queueSid: null,
    queueEnteredAt: null,
    virtualStartAt: now,
    route: null,
    declinedBy: [],
    version: 0,
    createdAt: now,
    updatedAt: now,
  });
  events.task("task.created", task);
  runtime.soon(() => {
    if (direct === null) enterWorkflow(router, task.sid);
    else enterDirect(router, task.sid, direct);
  });
  runtime.after(wanted.timeoutSeconds * 1000, () => expire(router, task.sid, "Task TTL Exceeded"));
  return task;
}

function enterDirect(router: TaskRouter, sid: string, { queueSid, workerSid }: DirectTarget): void {
  const task = router.store.tasks.get(sid);
  if (task?.status !== "pending") return;
  const target = { queueSid, workerSid, expression: null, priority: null, timeoutSeconds: null };
  enterTarget(router, task, { filterName: "", targets: [target], step: 0 });
}

function enterWorkflow(router: TaskRouter, sid: string): void {
  const { store, events } = router;
  const task = store.tasks.get(sid);
  const workflow = task === undefined ? undefined : store.workflows.get(task.workflowSid);
  if (task === undefined || workflow === undefined || task.status !== "pending") return;
  events.task("workflow.entered", task);
  const route = chooseRoute(router, workflow, task);
  if (route === null) {
    cancelTask(router, task, "Task did not match any workflow filter");
    return;
  }
  enterTarget(router, task, route);
}

/** The first filter whose expression holds for the task. */
function chooseRoute({ store }: TaskRouter, workflow: Workflow, task: Task): TaskRoute | null {
  const attributes = parseObject(task.attributes);
  const filters = readConfiguration(workflow.configuration, (sid) => store.queues.get(sid) !== undefined);
  const found = filters.find(
    ({ expression }) => expression === null || parseExpression(expression)(attributes),
  );
  return found === undefined ? null : { filterName: found.name, targets: found.targets, step: 0 };
}

function enterTarget(router: TaskRouter, task: Task, route: TaskRoute): void {
  const { runtime, events } = router;
  const target = route.targets[route.step];
  if (target === undefined) {
    cancelTask(router, task, "Workflow TTL Exceeded");
    return;
  }
  const placed = putTask(router, {
    ...task,
    route,
    queueSid: target.queueSid,
    queueEnteredAt: runtime.now(),
    priority: target.priority ?? task.priority,
  });
  events.task("workflow.target-matched", placed);
  events.task(route.step === 0 ? "task-queue.entered" : "task-queue.moved", placed);
  if (target.timeoutSeconds !== null) {
    runtime.after(target.timeoutSeconds * 1000, () => leaveTarget(router, task.sid, route));
  }
  offerTasks(router);
}

/** The target's time is over: the next one has its turn, and after the last the task is canceled. */
function leaveTarget(router: TaskRouter, sid: string, route: TaskRoute): void {
  const task = router.store.tasks.get(sid);
  if (task === undefined || task.route?.step !== route.step) return;
  if (task.status !== "pending" && task.status !== "reserved") return;
  endOffers(router, task, "rescinded");
  router.events.task("task-queue.timeout", task);
  if (route.step + 1 >= route.targets.length) router.events.task("workflow.timeout", task);
  enterTarget(router, putTask(router, { ...task, status: "pending" }), { ...route, step: route.step + 1 });
}

function expire(router: TaskRouter, sid: string, reason: string): void {
  const task = router.store.tasks.get(sid);
  if (task?.status === "pending" || task?.status === "reserved") cancelTask(router, task, reason);
}

export function cancelTask(router: TaskRouter, task: Task, reason: string): Task {
  refuseUnless(task, ["pending", "reserved"], "canceled");
  const canceled = putTask(router, { ...task, status: "canceled", reason });
  endOffers(router, canceled, "canceled");
  router.events.task("task.canceled", canceled);
  return canceled;
}

export function wrapTask(router: TaskRouter, task: Task, reason: string | null): Task {
  refuseUnless(task, ["assigned"], "wrapping");
  const wrapping = putTask(router, { ...task, status: "wrapping", reason });
  followTask(router, wrapping, "wrapping");
  router.events.task("task.wrapup", wrapping);
  return wrapping;
}

export function completeTask(router: TaskRouter, task: Task, reason: string | null): Task {
  refuseUnless(task, ["assigned", "wrapping"], "completed");
  const completed = putTask(router, { ...task, status: "completed", reason });
  followTask(router, completed, "completed");
  router.events.task("task.completed", completed);
  offerTasks(router);
  return completed;
}

export function deleteTask(router: TaskRouter, task: Task): void {
  endOffers(router, task, "canceled");
  router.store.tasks.delete(task.sid);
  for (const { sid } of router.store.reservations.of(task.sid)) router.store.reservations.delete(sid);
  router.events.task("task.deleted", task);
  offerTasks(router);
}

export function taskOf(router: TaskRouter, sid: string): Task {
  return mustGet(router.store.tasks, sid, "Tasks");
}
