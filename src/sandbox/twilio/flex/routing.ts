import { invalidParameter, notFound, notImitated } from "../wire/api-error.ts";
import { isObject, parseJson, textOf, type JsonObject } from "../wire/json.ts";
import type { DirectTarget } from "../taskrouter/model.ts";
import type { TaskRouter } from "../taskrouter/taskrouter.ts";
import { DEFAULT_TASK_TIMEOUT_SECONDS } from "../taskrouter/tasks.ts";
import { findTaskChannel } from "../taskrouter/workspace-routes.ts";
import { CHANNEL_TYPES, type ChannelType } from "./model.ts";

/** How a task is to be routed, as Interactions and Invites are told. */
export interface Routing {
  readonly workflowSid: string;
  /** The one worker it is for; null for whoever the workflow finds. */
  readonly direct: DirectTarget | null;
  readonly taskChannelSid: string;
  readonly attributes: JsonObject;
  readonly priority: number;
  readonly timeoutSeconds: number;
}

export interface WantedChannel {
  readonly type: ChannelType;
  readonly conversationSid: string;
}

/** Reads `Channel`, which is JSON in a form field. Only customers start interactions here. */
export function readChannel(text: string): WantedChannel {
  const channel = readObject(text, "Channel");
  const type = CHANNEL_TYPES.find((known) => known === channel["type"]);
  if (type === undefined) throw invalidParameter(`Channel.type must be one of ${CHANNEL_TYPES.join(", ")}`);
  const initiatedBy = channel["initiated_by"];
  if (initiatedBy !== "customer") {
    if (initiatedBy === "api" || initiatedBy === "agent") throw notImitated(`interactions by ${initiatedBy}`);
    throw invalidParameter("Channel.initiated_by must be customer, api or agent");
  }
  const properties = channel["properties"];
  const conversationSid = isObject(properties) ? textOf(properties, "media_channel_sid") : undefined;
  if (conversationSid === undefined) {
    throw invalidParameter("Channel.properties.media_channel_sid is required when a customer initiates");
  }
  return { type, conversationSid };
}

/** Reads `Routing`, JSON too; what it names must be there. */
export function readRouting(text: string, { store, runtime }: TaskRouter): Routing {
  const properties = readObject(text, "Routing")["properties"];
  if (!isObject(properties)) throw invalidParameter("Routing.properties is required");
  if (properties["routing_target"] !== undefined) throw notImitated("routing by routing_target");
  const workspaceSid = textOf(properties, "workspace_sid");
  if (workspaceSid !== runtime.ready.workspaceSid) {
    throw invalidParameter("Routing.properties.workspace_sid must be the Flex workspace");
  }
  const workflowSid = textOf(properties, "workflow_sid");
  if (workflowSid === undefined) throw invalidParameter("Routing.properties.workflow_sid is required");
  if (store.workflows.get(workflowSid) === undefined) throw notFound(`/Workflows/${workflowSid}`);
  const channel = textOf(properties, "task_channel_sid") ?? textOf(properties, "task_channel_unique_name");
  if (channel === undefined) {
    throw invalidParameter("Routing.properties.task_channel_sid or task_channel_unique_name is required");
  }
  return {
    workflowSid,
    direct: readDirect(properties, store),
    taskChannelSid: findTaskChannel(store, channel).sid,
    attributes: readAttributes(properties["attributes"]),
    priority: readNumber(properties["priority"], 0),
    timeoutSeconds: readNumber(properties["timeout"], DEFAULT_TASK_TIMEOUT_SECONDS),
  };
}

/** A worker is named with the queue that the work is counted in. */
function readDirect(properties: JsonObject, store: TaskRouter["store"]): DirectTarget | null {
  const queueSid = textOf(properties, "queue_sid");
  const workerSid = textOf(properties, "worker_sid");
  if (workerSid === undefined) {
    if (queueSid !== undefined) throw notImitated("routing by queue_sid without worker_sid");
    return null;
  }
  if (queueSid === undefined)
    throw invalidParameter("Routing.properties.queue_sid is required with worker_sid");
  if (store.queues.get(queueSid) === undefined) throw notFound(`/TaskQueues/${queueSid}`);
  if (store.workers.get(workerSid) === undefined) throw notFound(`/Workers/${workerSid}`);
  return { queueSid, workerSid };
}

/** An object, or the same as JSON text. */
function readAttributes(value: unknown): JsonObject {
  if (value === undefined) return {};
  const parsed = typeof value === "string" ? parseJson(value) : value;
  if (!isObject(parsed)) throw invalidParameter("Routing.properties.attributes must be an object");
  return parsed;
}

function readNumber(value: unknown, otherwise: number): number {
  const number = Number(value ?? otherwise);
  if (!Number.isInteger(number) || number < 0) throw invalidParameter("Routing: not a whole number");
  return number;
}

function readObject(text: string, name: string): JsonObject {
  const value = parseJson(text);
  if (!isObject(value)) throw invalidParameter(`${name} must be a JSON object`);
  return value;
}
