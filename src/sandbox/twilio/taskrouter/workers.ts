import { newSid } from "../sids.ts";
import type { Runtime } from "../runtime.ts";
import type { TaskChannel, Worker, WorkerChannel } from "./model.ts";
import { offerTasks } from "./offers.ts";
import type { TaskRouter } from "./taskrouter.ts";

/** How many tasks of one channel a worker takes when nobody says (assumed). */
const DEFAULT_CAPACITY = 1;

export function addWorker(
  router: TaskRouter,
  wanted: { readonly friendlyName: string; readonly attributes: string; readonly activitySid?: string },
): Worker {
  const { runtime, store, events } = router;
  const now = runtime.now();
  const worker = store.workers.put({
    sid: newSid("WK"),
    friendlyName: wanted.friendlyName,
    attributes: wanted.attributes,
    activitySid: wanted.activitySid ?? store.workspace().defaultActivitySid,
    statusChangedAt: now,
    createdAt: now,
    updatedAt: now,
  });
  for (const channel of store.channels.all())
    store.workerChannels.put(newWorkerChannel(runtime, worker, channel));
  events.worker("worker.created", worker);
  offerTasks(router);
  return worker;
}

/** Changes a worker; one who became available is offered what waits. */
export function changeWorker(
  router: TaskRouter,
  worker: Worker,
  change: Partial<Pick<Worker, "friendlyName" | "attributes" | "activitySid">>,
): Worker {
  const { runtime, store, events } = router;
  const now = runtime.now();
  const hasMoved = change.activitySid !== undefined && change.activitySid !== worker.activitySid;
  const statusChangedAt = hasMoved ? now : worker.statusChangedAt;
  const changed = store.workers.put({ ...worker, ...change, statusChangedAt, updatedAt: now });
  if (hasMoved) events.worker("worker.activity.update", changed);
  if (changed.attributes !== worker.attributes) events.worker("worker.attributes.update", changed);
  offerTasks(router);
  return changed;
}

/** Every worker can be given tasks of a new channel. */
export function openChannel(router: TaskRouter, channel: TaskChannel): void {
  for (const worker of router.store.workers.all()) {
    router.store.workerChannels.put(newWorkerChannel(router.runtime, worker, channel));
  }
}

function newWorkerChannel(runtime: Runtime, worker: Worker, channel: TaskChannel): WorkerChannel {
  const now = runtime.now();
  return {
    sid: newSid("WC"),
    workerSid: worker.sid,
    taskChannelSid: channel.sid,
    capacity: DEFAULT_CAPACITY,
    available: true,
    createdAt: now,
    updatedAt: now,
  };
}
