import { randomUUID } from "node:crypto";
import { newSid } from "../sids.ts";
import { callOut, signedForm, type CallbackAnswer, type CallbackRequest } from "../callback.ts";
import type { Runtime } from "../runtime.ts";
import type { Reservation, Task, Worker } from "./model.ts";
import type { TaskRouterStore } from "./store.ts";

export type TaskEvent =
  | "task.created"
  | "task.updated"
  | "task.canceled"
  | "task.wrapup"
  | "task.completed"
  | "task.deleted"
  | "task-queue.entered"
  | "task-queue.timeout"
  | "task-queue.moved"
  | "workflow.entered"
  | "workflow.target-matched"
  | "workflow.timeout";

export type ReservationEvent = `reservation.${
  | "created"
  | "accepted"
  | "rejected"
  | "timeout"
  | "canceled"
  | "rescinded"
  | "wrapup"
  | "completed"}`;

/** Posts what happened to the workspace's one EventCallbackUrl. */
export interface TaskRouterEvents {
  task(event: TaskEvent, task: Task, more?: Fields): void;
  reservation(event: ReservationEvent, reservation: Reservation, task: Task): void;
  worker(
    event: "worker.created" | "worker.activity.update" | "worker.attributes.update",
    worker: Worker,
  ): void;
}

type Fields = Readonly<Record<string, string>>;

/** Hands an event to those who subscribed to its type. */
export type Publish = (type: string, data: Fields) => void;

export function createTaskRouterEvents(
  runtime: Runtime,
  store: TaskRouterStore,
  publish: Publish,
): TaskRouterEvents {
  const emit = (event: string, resource: { readonly type: string; readonly sid: string }, fields: Fields) => {
    runtime.context.changed("flex", resource.sid);
    const workspace = store.workspace();
    publish(`com.twilio.taskrouter.${event}`, inSnakeCase({ ...fields, EventType: event }));
    const wanted = workspace.eventsFilter?.split(",").map((name) => name.trim());
    if (workspace.eventCallbackUrl === "" || wanted?.includes(event) === false) return;
    const at = runtime.now();
    const form = {
      Sid: newSid("EV"),
      EventType: event,
      AccountSid: runtime.ready.accountSid,
      WorkspaceSid: workspace.sid,
      WorkspaceName: workspace.friendlyName,
      EventDescription: describe(event, fields),
      ResourceType: resource.type,
      ResourceSid: resource.sid,
      Timestamp: String(Math.floor(at / 1000)),
      TimestampMs: String(at),
      ...fields,
    };
    runtime.soon(() => void deliver(runtime, workspace.eventCallbackUrl, event, form));
  };

  return {
    task: (event, task, more = {}) =>
      emit(event, resourceOf(event, task), { ...taskFields(runtime, store, task), ...more }),
    reservation: (event, reservation, task) => {
      const worker = store.workers.get(reservation.workerSid);
      emit(
        event,
        { type: "reservation", sid: reservation.sid },
        {
          ...taskFields(runtime, store, task),
          ...(worker === undefined ? {} : workerFields(store, worker)),
          ReservationSid: reservation.sid,
        },
      );
    },
    worker: (event, worker) => emit(event, { type: "worker", sid: worker.sid }, workerFields(store, worker)),
  };
}

/** Event Streams spell the callback's parameters in their own way (assumed: as other schemas of theirs do). */
function inSnakeCase(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name.replaceAll(/(?<!^)[A-Z]/gu, (letter) => `_${letter}`).toLowerCase(),
      value,
    ]),
  );
}

function resourceOf(event: TaskEvent, task: Task): { readonly type: string; readonly sid: string } {
  return event.startsWith("workflow.")
    ? { type: "workflow", sid: task.workflowSid }
    : { type: "task", sid: task.sid };
}

function describe(event: string, fields: Fields): string {
  const reason = fields["TaskCanceledReason"] ?? fields["TaskCompletedReason"];
  return reason === undefined ? event : `${event}: ${reason}`;
}

function taskFields(runtime: Runtime, store: TaskRouterStore, task: Task): Fields {
  const channel = store.channels.get(task.taskChannelSid);
  const queue = task.queueSid === null ? undefined : store.queues.get(task.queueSid);
  const workflow = store.workflows.get(task.workflowSid);
  const reason = task.reason ?? "";
  return {
    TaskSid: task.sid,
    TaskAttributes: task.attributes,
    TaskAge: String(Math.floor((runtime.now() - task.createdAt) / 1000)),
    TaskPriority: String(task.priority),
    TaskAssignmentStatus: task.status,
    TaskDateCreated: String(Math.floor(task.createdAt / 1000)),
    TaskVersion: String(task.version),
    ...(task.status === "canceled" ? { TaskCanceledReason: reason } : {}),
    ...(task.status === "completed" ? { TaskCompletedReason: reason } : {}),
    TaskChannelSid: task.taskChannelSid,
    TaskChannelName: channel?.friendlyName ?? "",
    TaskChannelUniqueName: channel?.uniqueName ?? "",
    ...(queue === undefined
      ? {}
      : {
          TaskQueueSid: queue.sid,
          TaskQueueName: queue.friendlyName,
          TaskQueueTargetExpression: queue.targetWorkers,
        }),
    WorkflowSid: task.workflowSid,
    WorkflowName: workflow?.friendlyName ?? "",
    ...(task.route === null ? {} : { WorkflowFilterName: task.route.filterName }),
  };
}

function workerFields(store: TaskRouterStore, worker: Worker): Fields {
  return {
    WorkerSid: worker.sid,
    WorkerName: worker.friendlyName,
    WorkerAttributes: worker.attributes,
    WorkerActivitySid: worker.activitySid,
    WorkerActivityName: store.activities.get(worker.activitySid)?.friendlyName ?? "",
  };
}

/** What the fragment of a callback URL says about it (documented as connection overrides). */
interface Overrides {
  readonly retries: number;
  readonly policies: readonly string[];
  readonly timeoutMs: number;
}

const TIMEOUT_MS = 15_000;

function readOverrides(url: string): Overrides {
  const given = new URLSearchParams(new URL(url).hash.slice(1));
  return {
    retries: Math.min(Number(given.get("rc") ?? "1"), 5),
    policies: (given.get("rp") ?? "ct").split(","),
    timeoutMs: Math.min(Number(given.get("rt") ?? given.get("tt") ?? TIMEOUT_MS), TIMEOUT_MS),
  };
}

async function deliver(runtime: Runtime, url: string, event: string, fields: Fields): Promise<void> {
  const overrides = readOverrides(url);
  const request = signedForm(runtime, {
    url,
    method: "POST",
    fields,
    timeoutMs: overrides.timeoutMs,
    route: `taskrouter ${event}`,
  });
  const headers = { ...request.headers, "i-twilio-idempotency-token": randomUUID() };
  const marked: CallbackRequest = { ...request, headers };
  for (let tries = 0; tries <= overrides.retries && !runtime.closing.aborted; tries += 1) {
    const answer = await callOut(runtime, marked);
    if (!isRetried(answer, overrides.policies)) return;
  }
}

function isRetried(answer: CallbackAnswer, policies: readonly string[]): boolean {
  if (answer.failure === "lost") return false;
  const kind =
    answer.failure === "connect"
      ? "ct"
      : answer.failure === "timeout"
        ? "rt"
        : `${Math.floor(answer.status / 100)}xx`;
  if (kind === "2xx" || kind === "3xx") return false;
  return policies.includes(kind) || policies.includes("all");
}
