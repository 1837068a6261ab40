import type { Agent } from "../domain/conversation.ts";
import type { TaskMoved, TaskStage } from "../domain/event.ts";
import type { EpochMs, TaskId, WorkerId } from "../domain/ids.ts";
import { readAttributes } from "./attributes.ts";
import { channelId } from "./chat/channel-id.ts";
import { pick, type Form } from "./form.ts";
import type { Inbound } from "./told.ts";
import { conversationSid, isSid } from "./sids.ts";

const TASK_PARAMETERS = [
  "EventType",
  "Sid",
  "ResourceSid",
  "Timestamp",
  "TaskSid",
  "TaskAttributes",
  "TaskAssignmentStatus",
  "TaskCanceledReason",
  "Reason",
  "WorkerSid",
  "WorkerName",
  "WorkerAttributes",
] as const;

type TaskParameters = Partial<Record<(typeof TASK_PARAMETERS)[number], string>>;

const STAGES: ReadonlyMap<string, TaskStage> = new Map([
  ["task.created", "created"],
  ["task-queue.entered", "queued"],
  ["reservation.accepted", "accepted"],
  ["task.wrapup", "wrapup"],
  ["task.completed", "completed"],
  ["task.canceled", "canceled"],
  // Work can also be lost by other ways than being canceled, and then nobody comes either.
  ["workflow.timeout", "canceled"],
  ["task.deleted", "canceled"],
  ["task.system-deleted", "canceled"],
]);

/**
 * An event of the TaskRouter workspace, which reports on everybody's work: what is not about a
 * conversation is ignored. Events may come twice and in any order.
 */
export function taskEvent(form: Form, now: EpochMs): Inbound {
  const given = pick(form, TASK_PARAMETERS);
  if (given === null) return { invalid: "a parameter has two values" };
  const { EventType, TaskSid } = given;
  if (EventType === undefined) return { invalid: "no event is named" };
  const stage = STAGES.get(EventType);
  if (stage === undefined) return { ignored: "not an event we follow" };
  if (!isSid(TaskSid, "WT")) return { invalid: "no task is named" };
  if (EventType.endsWith("deleted") && isOver(given)) return { ignored: "the task was over already" };
  const attributes = readAttributes(given.TaskAttributes);
  const conversation = conversationSid(attributes["conversationSid"]) ?? channelId(attributes["channelSid"]);
  if (conversation === null) return { ignored: "the task is about no conversation" };
  const sourceId = given.Sid ?? fallbackId(given);
  if (sourceId === null) return { invalid: "the event has no identity" };
  const reason = given.TaskCanceledReason || given.Reason;
  const happening: TaskMoved = {
    kind: "task.moved",
    transportConversationId: conversation,
    taskId: TaskSid as TaskId,
    stage,
    ...(stage === "accepted" ? agentOf(given) : {}),
    ...(stage === "canceled" && reason ? { reason } : {}),
  };
  return { event: { source: "taskrouter", sourceId, at: timeOf(given.Timestamp) ?? now, happening } };
}

/** A finished task is deleted some time later; only the loss of live work is news. */
function isOver(given: TaskParameters): boolean {
  return given.TaskAssignmentStatus === "completed" || given.TaskAssignmentStatus === "canceled";
}

function fallbackId({ EventType, ResourceSid, Timestamp }: TaskParameters): string | null {
  return ResourceSid && Timestamp ? `${EventType}:${ResourceSid}:${Timestamp}` : null;
}

/** What the agent is called on the desk, else their login. */
function agentOf(given: TaskParameters): Pick<TaskMoved, "agentName" | "agent"> {
  const agentName = agentNameOf(given.WorkerAttributes, given.WorkerName);
  const named = agentName === null ? {} : { agentName };
  const { WorkerSid } = given;
  if (!isSid(WorkerSid, "WK")) return named;
  return { ...named, agent: readAgent(WorkerSid, given.WorkerAttributes, given.WorkerName) };
}

/** The agent as the desk knows them. `contact_uri` names who they write as; Flex sets it. */
export function readAgent(
  workerSid: string,
  attributes: string | undefined,
  workerName: string | undefined,
): Agent {
  const { image_url: picture, contact_uri: contact } = readAttributes(attributes);
  return {
    workerId: workerSid as WorkerId,
    name: agentNameOf(attributes, workerName) ?? "",
    picture: typeof picture === "string" && picture !== "" ? picture : null,
    author:
      typeof contact === "string" && contact.startsWith("client:") ? contact.slice("client:".length) : null,
  };
}

/** By a worker's attributes and their unique name; null when neither says anything. */
export function agentNameOf(attributes: string | undefined, workerName: string | undefined): string | null {
  const fullName = readAttributes(attributes)["full_name"];
  const name = typeof fullName === "string" && fullName.trim() !== "" ? fullName.trim() : workerName;
  return name ? name : null;
}

/** Seconds since 1970; should it be milliseconds or a date instead, that can be told (assumed). */
function timeOf(timestamp: string | undefined): EpochMs | null {
  if (timestamp === undefined || timestamp === "") return null;
  const number = Number(timestamp);
  if (Number.isNaN(number)) {
    const ms = Date.parse(timestamp);
    return Number.isNaN(ms) ? null : ms;
  }
  return number > 0 && number < 1e11 ? number * 1000 : number >= 1e11 && number < 1e14 ? number : null;
}
