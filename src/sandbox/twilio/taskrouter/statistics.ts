import { isoSeconds, parseObject } from "../wire/json.ts";
import { parseExpression } from "./expression.ts";
import type { ReservationStatus, Task, TaskQueue } from "./model.ts";
import { isAvailable } from "./offers.ts";
import { workspaceUrl } from "./show.ts";
import type { TaskRouter } from "./taskrouter.ts";

export function queueRealTimeStatistics(router: TaskRouter, queue: TaskQueue): Record<string, unknown> {
  const { store, runtime } = router;
  const tasks = tasksOf(router, queue).filter(
    ({ status }) => status !== "completed" && status !== "canceled",
  );
  const waiting = tasks.filter(({ status }) => status === "pending");
  const oldest = waiting.toSorted((one, other) => one.createdAt - other.createdAt)[0];
  const age = oldest === undefined ? 0 : Math.floor((runtime.now() - oldest.createdAt) / 1000);
  const isTarget = parseExpression(queue.targetWorkers);
  const workers = store.workers.all().filter((worker) => isTarget(parseObject(worker.attributes)));
  return {
    ...common(router, queue, "RealTimeStatistics"),
    activity_statistics: store.activities.all().map((activity) => ({
      sid: activity.sid,
      friendly_name: activity.friendlyName,
      workers: workers.filter(({ activitySid }) => activitySid === activity.sid).length,
    })),
    longest_task_waiting_age: age,
    longest_task_waiting_sid: oldest?.sid ?? null,
    longest_relative_task_age_in_queue: age,
    longest_relative_task_sid_in_queue: oldest?.sid ?? null,
    tasks_by_priority: countBy(tasks, (task) => String(task.priority)),
    tasks_by_status: {
      reserved: 0,
      pending: 0,
      assigned: 0,
      wrapping: 0,
      ...countBy(tasks, (task) => task.status),
    },
    total_available_workers: workers.filter((worker) => isAvailable(router, worker)).length,
    total_eligible_workers: workers.length,
    total_tasks: tasks.length,
  };
}

export function queueCumulativeStatistics(
  router: TaskRouter,
  queue: TaskQueue,
  minutes: number,
): Record<string, unknown> {
  const { store, runtime } = router;
  const end = runtime.now();
  const start = end - minutes * 60_000;
  const tasks = tasksOf(router, queue).filter(({ createdAt }) => createdAt >= start);
  const reservations = store.reservations
    .all()
    .filter(({ queueSid, createdAt }) => queueSid === queue.sid && createdAt >= start);
  const count = (...statuses: readonly ReservationStatus[]) =>
    reservations.filter(({ status }) => statuses.includes(status)).length;
  const waits = acceptanceWaits(router, queue, start);
  return {
    ...common(router, queue, "CumulativeStatistics"),
    start_time: isoSeconds(start),
    end_time: isoSeconds(end),
    avg_task_acceptance_time: durations(waits).avg,
    reservations_created: reservations.length,
    reservations_accepted: count("accepted", "wrapping", "completed"),
    reservations_rejected: count("rejected"),
    reservations_timed_out: count("timeout"),
    reservations_canceled: count("canceled"),
    reservations_rescinded: count("rescinded"),
    split_by_wait_time: {},
    wait_duration_until_accepted: durations(waits),
    wait_duration_until_canceled: durations([]),
    wait_duration_in_queue_until_accepted: durations(waits),
    tasks_canceled: tasks.filter(({ status }) => status === "canceled").length,
    tasks_completed: tasks.filter(({ status }) => status === "completed").length,
    tasks_deleted: 0,
    tasks_entered: tasks.length,
    tasks_moved: 0,
  };
}

function common(router: TaskRouter, queue: TaskQueue, what: string): Record<string, unknown> {
  return {
    account_sid: router.runtime.ready.accountSid,
    workspace_sid: router.runtime.ready.workspaceSid,
    task_queue_sid: queue.sid,
    url: `${workspaceUrl(router)}/TaskQueues/${queue.sid}/${what}`,
  };
}

function tasksOf(router: TaskRouter, queue: TaskQueue): readonly Task[] {
  return router.store.tasks.all().filter(({ queueSid }) => queueSid === queue.sid);
}

/** Seconds from a task's creation to its acceptance, for each accepted task. */
function acceptanceWaits({ store }: TaskRouter, queue: TaskQueue, start: number): readonly number[] {
  return store.reservations.all().flatMap((reservation) => {
    const { acceptedAt } = reservation;
    const task = store.tasks.get(reservation.taskSid);
    if (reservation.queueSid !== queue.sid || acceptedAt === null || task === undefined) return [];
    return task.createdAt < start ? [] : [Math.floor((acceptedAt - task.createdAt) / 1000)];
  });
}

function durations(seconds: readonly number[]): {
  readonly avg: number;
  readonly min: number;
  readonly max: number;
  readonly total: number;
} {
  const total = seconds.reduce((sum, value) => sum + value, 0);
  if (seconds.length === 0) return { avg: 0, min: 0, max: 0, total };
  return {
    avg: Math.round(total / seconds.length),
    min: Math.min(...seconds),
    max: Math.max(...seconds),
    total,
  };
}

function countBy(tasks: readonly Task[], key: (task: Task) => string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const task of tasks) counts[key(task)] = (counts[key(task)] ?? 0) + 1;
  return counts;
}
