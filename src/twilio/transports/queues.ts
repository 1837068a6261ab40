import { sleep } from "../../domain/clock.ts";
import type { QueueStanding } from "../../domain/conversation.ts";
import type { EpochMs, TaskId } from "../../domain/ids.ts";
import { isRecord } from "../../domain/record.ts";
import { estimateMinutes, type QueueFigures } from "../wait-estimate.ts";
import { call, unless, type WorkAccount } from "./account.ts";
import { workspaceOf } from "./find-task.ts";

/** How long what was read of a queue serves everybody who waits in it. */
const FRESH_MS = 15_000;
/** Those who join a queue at about the same time share a reading that is made after they did. */
const GATHER_MS = 1_000;
/** Who stands further back is told no place. */
const LONGEST_QUEUE = 500;
/** A workflow takes less than this to choose a queue. */
const ROUTED_WITHIN_MS = 1_000;
const MOST_REMEMBERED = 10_000;
const DOING = "look up the place in the queue";

interface Reading {
  readonly at: EpochMs;
  readonly tasks: Promise<readonly string[]>;
  readonly figures: Promise<QueueFigures | null>;
}

/** Where tasks stand. However many wait, a queue is read at most once in a while. */
export function createQueues(flex: WorkAccount) {
  const readings = new Map<string, Reading>();
  const queueOf = new Map<TaskId, string>();

  const begin = (queue: string, signal: AbortSignal): Reading => {
    const tasks = readTasks(flex, queue, signal);
    const reading = { at: flex.clock.now(), tasks, figures: readFigures(flex, queue, signal) };
    readings.set(queue, reading);
    tasks.catch(() => {
      if (readings.get(queue) === reading) readings.delete(queue);
    });
    return reading;
  };
  const read = (queue: string, signal: AbortSignal): Reading => {
    const known = readings.get(queue);
    return known !== undefined && flex.clock.now() - known.at < FRESH_MS ? known : begin(queue, signal);
  };
  /** A reading that began at that moment or later. */
  const readSince = async (queue: string, moment: EpochMs, signal: AbortSignal): Promise<Reading> => {
    const known = readings.get(queue);
    if (known === undefined) return begin(queue, signal);
    if (known.at >= moment) return known;
    await sleep(flex.clock, known.at + GATHER_MS - flex.clock.now(), signal);
    const next = readings.get(queue);
    return next === undefined || next === known ? begin(queue, signal) : next;
  };
  const standIn = async (task: TaskId, reading: Reading): Promise<QueueStanding | null> => {
    const place = (await reading.tasks).indexOf(task);
    if (place < 0) return null;
    const figures = await reading.figures;
    return { position: place + 1, minutes: figures === null ? null : estimateMinutes(place + 1, figures) };
  };

  return {
    async standing(task: TaskId, signal: AbortSignal): Promise<QueueStanding | null> {
      const before = queueOf.get(task);
      if (before !== undefined) {
        const reading = read(before, signal);
        const found = await standIn(task, reading);
        // Whoever stands behind those that were read is still there, as far as anybody can tell from here.
        if (found !== null || (await reading.tasks).length >= LONGEST_QUEUE) return found;
      }
      const queue = await queueOfTask(flex, task, signal);
      if (queue === null) return null;
      queueOf.set(task, queue);
      const [oldest] = queueOf.keys();
      if (queueOf.size > MOST_REMEMBERED && oldest !== undefined) queueOf.delete(oldest);
      // What was read before the task came into the queue says nothing of it.
      return standIn(task, await readSince(queue, flex.clock.now(), signal));
    },
  };
}

/** Null when the task does not wait in a queue. */
async function queueOfTask(flex: WorkAccount, task: TaskId, signal: AbortSignal): Promise<string | null> {
  const fetch = () =>
    unless(["twilio.not-found"], () => call(signal, DOING, () => workspaceOf(flex).tasks.get(task).fetch()));
  let found = await fetch();
  if (found?.assignmentStatus === "pending" && !found.taskQueueSid) {
    // It has just been made, and its workflow has not put it into a queue yet.
    await sleep(flex.clock, ROUTED_WITHIN_MS, signal);
    found = await fetch();
  }
  const waits = found?.assignmentStatus === "pending" || found?.assignmentStatus === "reserved";
  return waits && found?.taskQueueSid ? found.taskQueueSid : null;
}

/** Those who wait, in the order in which they are served; one who is just being offered to an agent still waits. */
async function readTasks(flex: WorkAccount, queue: string, signal: AbortSignal): Promise<readonly string[]> {
  const waiting = await call(signal, DOING, () =>
    workspaceOf(flex).tasks.list({
      taskQueueSid: queue,
      assignmentStatus: ["pending", "reserved"],
      ordering: "Priority:desc,DateCreated:asc",
      limit: LONGEST_QUEUE,
    }),
  );
  return waiting.map(({ sid }) => sid);
}

/** Over this time the queue is judged by. */
const WINDOW_MINUTES = 30;

/** Null when they cannot be read: a place without an estimate is better than none. */
async function readFigures(
  flex: WorkAccount,
  queue: string,
  signal: AbortSignal,
): Promise<QueueFigures | null> {
  const context = () => workspaceOf(flex).taskQueues.get(queue);
  try {
    const [lately, now] = await Promise.all([
      call(signal, DOING, () => context().cumulativeStatistics().fetch({ minutes: WINDOW_MINUTES })),
      call(signal, DOING, () => context().realTimeStatistics().fetch()),
    ]);
    const wait: unknown = lately.waitDurationInQueueUntilAccepted;
    return {
      windowMinutes: WINDOW_MINUTES,
      accepted: lately.reservationsAccepted,
      averageWaitSeconds: isRecord(wait) ? Number(wait["avg"]) : Number.NaN,
      freeAgents: now.totalAvailableWorkers,
    };
  } catch {
    return null;
  }
}
