import type { KnownThere } from "../../bridge/ports.ts";
import type { InboundEvent, TaskMoved } from "../../domain/event.ts";
import type { TaskId } from "../../domain/ids.ts";
import { agentNameOf, readAgent } from "../task-events.ts";
import { call, unless, type WorkAccount } from "./account.ts";
import { workspaceOf } from "./find-task.ts";

/** The steps of the conversation's task that we have not heard of; `find` looks for one that is not known yet. */
export async function taskNews(
  flex: WorkAccount,
  known: KnownThere,
  find: () => Promise<TaskId | null>,
  signal: AbortSignal,
): Promise<readonly InboundEvent[]> {
  const id = known.taskId ?? (await find());
  if (id === null) return [];
  const step = (name: string, moved: Omit<TaskMoved, "kind" | "transportConversationId" | "taskId">) =>
    stepEvent(flex, known, id, name, moved);
  const found = known.taskId === null ? [step(`${id}:created`, { stage: "created" })] : [];
  const task = await unless(["twilio.not-found"], () =>
    call(signal, "read the conversation's task", () => workspaceOf(flex).tasks.get(id).fetch()),
  );
  switch (task?.assignmentStatus) {
    case undefined:
      return [...found, step(`${id}:deleted`, { stage: "canceled", reason: "deleted" })];
    case "canceled":
      return [...found, step(`${id}:canceled`, { stage: "canceled", reason: task.reason ?? "" })];
    case "completed":
      return [...found, step(`${id}:completed`, { stage: "completed" })];
    case "wrapping":
      return [...found, step(`${id}:wrapup`, { stage: "wrapup" })];
    case "assigned":
      return [...found, ...(known.answering === "agent" ? [] : await accepted(flex, known, id, signal))];
    case "pending":
    case "reserved":
    default:
      return found;
  }
}

/** The words of a reservation that an agent has taken. */
const TAKEN = ["accepted", "wrapping", "completed"] as const;

async function accepted(
  flex: WorkAccount,
  known: KnownThere,
  id: TaskId,
  signal: AbortSignal,
): Promise<readonly InboundEvent[]> {
  const reservations = await call(signal, "read who took the task", () =>
    workspaceOf(flex).tasks.get(id).reservations.list({ limit: 50 }),
  );
  const taken = reservations.find(({ reservationStatus }) =>
    TAKEN.some((status) => status === reservationStatus),
  );
  if (taken === undefined) return [];
  const worker = await unless(["twilio.not-found"], () =>
    call(signal, "read who the agent is", () => workspaceOf(flex).workers.get(taken.workerSid).fetch()),
  );
  const name = agentNameOf(worker?.attributes, taken.workerName);
  const agent = readAgent(taken.workerSid, worker?.attributes, taken.workerName);
  const moved = { stage: "accepted", ...(name === null ? {} : { agentName: name }), agent } as const;
  return [stepEvent(flex, known, id, `${taken.sid}:accepted`, moved)];
}

/** Its source id differs from the callback's, which names an event we never saw; the rules bear both. */
function stepEvent(
  flex: WorkAccount,
  { conversation }: KnownThere,
  taskId: TaskId,
  name: string,
  moved: Omit<TaskMoved, "kind" | "transportConversationId" | "taskId">,
): InboundEvent {
  const happening: TaskMoved = {
    kind: "task.moved",
    transportConversationId: conversation,
    taskId,
    ...moved,
  };
  return { source: "taskrouter", sourceId: `read:${name}`, at: flex.clock.now(), happening };
}
