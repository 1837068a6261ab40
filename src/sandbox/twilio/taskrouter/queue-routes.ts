import { newSid } from "../sids.ts";
import { ApiError } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";
import { page } from "../wire/page.ts";
import type { Call } from "../wire/routes.ts";
import { filtered, PAGE_MAX, type WorkspaceLevel } from "./level.ts";
import type { TaskQueue } from "./model.ts";
import { offerTasks } from "./offers.ts";
import { showQueue } from "./show.ts";
import { queueCumulativeStatistics, queueRealTimeStatistics } from "./statistics.ts";
import { mustGet, type TaskRouterStore } from "./store.ts";
import { checkExpression } from "./workflow-configuration.ts";

export function queueRoutes({ routes, base, router }: WorkspaceLevel): void {
  const path = `${base}/TaskQueues`;
  const find = (call: Call, name = "Sid") =>
    mustGet(router(call).store.queues, call.path(name), "TaskQueues");
  routes.get(path, (call) =>
    page(call, {
      key: "task_queues",
      items: filtered<TaskQueue>(call, router(call).store.queues.all(), {
        FriendlyName: (queue) => queue.friendlyName,
      }),
      show: (queue) => showQueue(router(call), queue),
      max: PAGE_MAX,
    }),
  );
  routes.create(path, (call) => {
    const { store, runtime } = router(call);
    call.form.required("FriendlyName");
    const now = runtime.now();
    const fresh = { ...NEW_QUEUE, sid: newSid("WQ"), createdAt: now, updatedAt: now };
    return showQueue(router(call), store.queues.put(readQueue(call.form, fresh, store)));
  });
  routes.get(`${path}/:Sid`, (call) => showQueue(router(call), find(call)));
  routes.update(`${path}/:Sid`, (call) => {
    const { store, runtime } = router(call);
    const changed = store.queues.put({
      ...readQueue(call.form, find(call), store),
      updatedAt: runtime.now(),
    });
    offerTasks(router(call));
    return showQueue(router(call), changed);
  });
  routes.remove(`${path}/:Sid`, (call) => {
    const { store } = router(call);
    const queue = find(call);
    refuseUsed(store, queue);
    store.queues.delete(queue.sid);
  });
  routes.get(`${path}/:TaskQueueSid/RealTimeStatistics`, (call) =>
    queueRealTimeStatistics(router(call), find(call, "TaskQueueSid")),
  );
  routes.get(`${path}/:TaskQueueSid/CumulativeStatistics`, (call) =>
    queueCumulativeStatistics(router(call), find(call, "TaskQueueSid"), call.query.integer("Minutes") ?? 15),
  );
}

const NEW_QUEUE: Omit<TaskQueue, "sid" | "createdAt" | "updatedAt"> = {
  friendlyName: "",
  targetWorkers: "1==1",
  maxReservedWorkers: 1,
  taskOrder: "FIFO",
  reservationActivitySid: null,
  assignmentActivitySid: null,
};

function readQueue(form: Form, before: TaskQueue, store: TaskRouterStore): TaskQueue {
  const friendlyName = form.text("FriendlyName", { max: 64 }) ?? before.friendlyName;
  const isTaken = store.queues
    .all()
    .some((queue) => queue.friendlyName === friendlyName && queue.sid !== before.sid);
  if (isTaken)
    throw new ApiError(400, 20001, `A TaskQueue with the FriendlyName ${friendlyName} already exists`);
  const targetWorkers = form.text("TargetWorkers") ?? before.targetWorkers;
  checkExpression(targetWorkers, "TargetWorkers");
  return {
    ...before,
    friendlyName,
    targetWorkers,
    maxReservedWorkers: form.integer("MaxReservedWorkers", { min: 1, max: 50 }) ?? before.maxReservedWorkers,
    taskOrder: form.choice("TaskOrder", ["FIFO", "LIFO"]) ?? before.taskOrder,
    reservationActivitySid: form.text("ReservationActivitySid") ?? before.reservationActivitySid,
    assignmentActivitySid: form.text("AssignmentActivitySid") ?? before.assignmentActivitySid,
  };
}

/** A queue that a workflow sends to cannot go. */
function refuseUsed(store: TaskRouterStore, queue: TaskQueue): void {
  const user = store.workflows.all().find(({ configuration }) => configuration.includes(queue.sid));
  if (user === undefined) return;
  throw new ApiError(
    400,
    20001,
    `TaskQueue ${queue.sid} is used by Workflow ${user.sid} and cannot be deleted`,
  );
}
