import { newSid } from "../sids.ts";
import { parseObject } from "../wire/json.ts";
import { parseExpression } from "./expression.ts";
import type { Reservation, ReservationStatus, Task, TaskQueue, Worker } from "./model.ts";
import type { TaskRouter } from "./taskrouter.ts";

/** Reservations that take up a worker's capacity. */
const HELD: ReadonlySet<ReservationStatus> = new Set(["pending", "accepted", "wrapping"]);

/** Offers every waiting task to the workers who can take it: higher priority first, then the older one. */
export function offerTasks(router: TaskRouter): void {
  const waiting = router.store.tasks
    .all()
    .filter(({ status }) => status === "pending" || status === "reserved")
    .sort((one, other) => other.priority - one.priority || one.virtualStartAt - other.virtualStartAt);
  for (const task of waiting) offerTask(router, task);
}

function offerTask(router: TaskRouter, task: Task): void {
  const queue = task.queueSid === null ? undefined : router.store.queues.get(task.queueSid);
  if (queue === undefined) return;
  const offered = router.store.reservations.of(task.sid).filter(({ status }) => status === "pending");
  const asked = new Set(offered.map(({ workerSid }) => workerSid));
  const free = candidates(router, task, queue).filter(({ sid }) => !asked.has(sid));
  for (const worker of free.slice(0, queue.maxReservedWorkers - offered.length))
    reserve(router, task, queue, worker);
}

function candidates(router: TaskRouter, task: Task, queue: TaskQueue): readonly Worker[] {
  const isTarget = targetFilter(task, queue);
  return router.store.workers
    .all()
    .filter((worker) => isAvailable(router, worker) && isTarget(worker) && hasRoom(router, worker, task))
    .sort(
      (one, other) =>
        Number(task.declinedBy.includes(one.sid)) - Number(task.declinedBy.includes(other.sid)) ||
        one.statusChangedAt - other.statusChangedAt,
    );
}

/** Whether a worker belongs to the queue and fits the target; a target may compare with `task.` keys. */
function targetFilter(task: Task, queue: TaskQueue): (worker: Worker) => boolean {
  const inQueue = parseExpression(queue.targetWorkers);
  const target = task.route?.targets[task.route.step];
  const wanted = target?.expression ?? null;
  const fits = wanted === null ? () => true : parseExpression(wanted);
  return (worker) => {
    const attributes = parseObject(worker.attributes);
    const both = { ...attributes, worker: attributes, task: parseObject(task.attributes) };
    const isMeant = target?.workerSid === undefined || target.workerSid === worker.sid;
    return isMeant && inQueue(attributes) && fits(both);
  };
}

export function isAvailable(router: TaskRouter, worker: Worker): boolean {
  return router.store.activities.get(worker.activitySid)?.available ?? false;
}

function hasRoom(router: TaskRouter, worker: Worker, task: Task): boolean {
  const channel = router.store.workerChannels
    .of(worker.sid)
    .find(({ taskChannelSid }) => taskChannelSid === task.taskChannelSid);
  if (channel === undefined || !channel.available) return false;
  return heldTasks(router, worker.sid, task.taskChannelSid) < channel.capacity;
}

/** How many tasks of a channel a worker holds or is being offered. */
export function heldTasks(router: TaskRouter, workerSid: string, taskChannelSid: string): number {
  return router.store.reservations
    .all()
    .filter(
      (reservation) =>
        reservation.workerSid === workerSid &&
        HELD.has(reservation.status) &&
        router.store.tasks.get(reservation.taskSid)?.taskChannelSid === taskChannelSid,
    ).length;
}

function reserve(router: TaskRouter, task: Task, queue: TaskQueue, worker: Worker): void {
  const { runtime, store, events } = router;
  const now = runtime.now();
  const reservation = store.reservations.put({
    sid: newSid("WR"),
    taskSid: task.sid,
    workerSid: worker.sid,
    queueSid: queue.sid,
    status: "pending",
    acceptedAt: null,
    createdAt: now,
    updatedAt: now,
  });
  const reserved = putTask(router, { ...currentTask(router, task.sid), status: "reserved" });
  events.reservation("reservation.created", reservation, reserved);
  const seconds = store.workflows.get(task.workflowSid)?.taskReservationTimeout ?? 120;
  runtime.after(seconds * 1000, () => {
    if (store.reservations.get(reservation.sid)?.status === "pending") letPass(router, reservation.sid);
  });
}

/** Nobody answered the offer: the worker goes to the workspace's timeout activity, the task waits on. */
function letPass(router: TaskRouter, reservationSid: string): void {
  const { store, runtime, events } = router;
  const reservation = store.reservations.get(reservationSid);
  if (reservation === undefined) return;
  decline(router, reservation, "timeout");
  const worker = store.workers.get(reservation.workerSid);
  if (worker !== undefined) {
    const now = runtime.now();
    const activitySid = store.workspace().timeoutActivitySid;
    const moved = store.workers.put({ ...worker, activitySid, statusChangedAt: now, updatedAt: now });
    events.worker("worker.activity.update", moved);
  }
  offerTasks(router);
}

/** An offer came to nothing; the task is pending again unless another offer stands. */
export function decline(
  router: TaskRouter,
  reservation: Reservation,
  status: "rejected" | "timeout",
): Reservation {
  const { store, events, runtime } = router;
  const declined = store.reservations.put({ ...reservation, status, updatedAt: runtime.now() });
  const task = currentTask(router, reservation.taskSid);
  const isStillOffered = store.reservations.of(task.sid).some((other) => other.status === "pending");
  const waiting = putTask(router, {
    ...task,
    status: isStillOffered ? "reserved" : "pending",
    declinedBy: [...task.declinedBy, reservation.workerSid],
  });
  events.reservation(`reservation.${status}`, declined, waiting);
  return declined;
}

/** Stores a changed task under its next version. */
export function putTask(router: TaskRouter, task: Task): Task {
  return router.store.tasks.put({ ...task, version: task.version + 1, updatedAt: router.runtime.now() });
}

function currentTask(router: TaskRouter, sid: string): Task {
  const task = router.store.tasks.get(sid);
  if (task === undefined) throw new Error(`reservation of a task that is gone: ${sid}`);
  return task;
}
