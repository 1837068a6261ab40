import { newSid } from "../sids.ts";
import { createCollection, type Collection } from "../collection.ts";
import { notFound } from "../wire/api-error.ts";
import type {
  Activity,
  Reservation,
  Task,
  TaskChannel,
  TaskQueue,
  Worker,
  WorkerChannel,
  Workflow,
  Workspace,
} from "./model.ts";

/** All that the one workspace holds. */
export interface TaskRouterStore {
  workspace(): Workspace;
  setWorkspace(workspace: Workspace): Workspace;
  readonly activities: Collection<Activity>;
  readonly channels: Collection<TaskChannel>;
  readonly queues: Collection<TaskQueue>;
  readonly workflows: Collection<Workflow>;
  readonly workers: Collection<Worker>;
  readonly workerChannels: Collection<WorkerChannel>;
  readonly tasks: Collection<Task>;
  /** Grouped by task. */
  readonly reservations: Collection<Reservation>;
}

/** What a new Flex account comes with. */
export function createTaskRouterStore(workspaceSid: string, now: number): TaskRouterStore {
  const dated = { createdAt: now, updatedAt: now };
  const activities = createCollection<Activity>();
  const [offline, available] = ["Offline", "Available", "Unavailable", "Break"].map((friendlyName) =>
    activities.put({ ...dated, sid: newSid("WA"), friendlyName, available: friendlyName === "Available" }),
  );
  if (offline === undefined || available === undefined) throw new Error("a workspace has activities");
  let workspace: Workspace = {
    ...dated,
    sid: workspaceSid,
    friendlyName: "Flex Task Assignment",
    eventCallbackUrl: "",
    eventsFilter: null,
    defaultActivitySid: offline.sid,
    timeoutActivitySid: offline.sid,
    multiTaskEnabled: true,
    prioritizeQueueOrder: "FIFO",
  };
  return {
    workspace: () => workspace,
    setWorkspace(changed) {
      workspace = changed;
      return workspace;
    },
    activities,
    channels: createChannels(dated),
    ...createDefaultRouting(dated),
    workers: createCollection<Worker>(),
    workerChannels: createCollection<WorkerChannel>((channel) => channel.workerSid),
    tasks: createCollection<Task>(),
    reservations: createCollection<Reservation>((reservation) => reservation.taskSid),
  };
}

interface Born {
  readonly createdAt: number;
  readonly updatedAt: number;
}

function createChannels(dated: Born): Collection<TaskChannel> {
  const channels = createCollection<TaskChannel>();
  for (const uniqueName of ["default", "voice", "chat", "sms", "video", "email"]) {
    const friendlyName =
      uniqueName === "sms" ? "SMS" : uniqueName.replace(/^./, (first) => first.toUpperCase());
    channels.put({ ...dated, sid: newSid("TC"), friendlyName, uniqueName, channelOptimizedRouting: false });
  }
  return channels;
}

function createDefaultRouting(dated: Born): Pick<TaskRouterStore, "queues" | "workflows"> {
  const queues = createCollection<TaskQueue>();
  const everyone = queues.put({
    ...dated,
    sid: newSid("WQ"),
    friendlyName: "Everyone",
    targetWorkers: "1==1",
    maxReservedWorkers: 1,
    taskOrder: "FIFO",
    reservationActivitySid: null,
    assignmentActivitySid: null,
  });
  const workflows = createCollection<Workflow>();
  workflows.put({
    ...dated,
    sid: newSid("WW"),
    friendlyName: "Assign to Anyone",
    configuration: JSON.stringify({ task_routing: { filters: [], default_filter: { queue: everyone.sid } } }),
    assignmentCallbackUrl: null,
    fallbackAssignmentCallbackUrl: null,
    taskReservationTimeout: 120,
  });
  return { queues, workflows };
}

/** What a path or a reference names; 20404 when there is no such thing. */
export function mustGet<Item extends { readonly sid: string }>(
  collection: Collection<Item>,
  sid: string,
  kind: string,
): Item {
  const found = collection.get(sid);
  if (found === undefined) throw notFound(`/${kind}/${sid}`);
  return found;
}
