import { invalidParameter, notFound } from "../wire/api-error.ts";
import { page } from "../wire/page.ts";
import type { Call } from "../wire/routes.ts";
import { filtered, PAGE_MAX, type WorkspaceLevel } from "./level.ts";
import type { Worker } from "./model.ts";
import { isAvailable, offerTasks } from "./offers.ts";
import { showWorker, showWorkerChannel } from "./show.ts";
import { mustGet, type TaskRouterStore } from "./store.ts";
import { addWorker, changeWorker } from "./workers.ts";

export function workerRoutes({ routes, base, router }: WorkspaceLevel): void {
  const path = `${base}/Workers`;
  const find = (call: Call) => mustGet(router(call).store.workers, call.path("Sid"), "Workers");
  routes.get(path, (call) => {
    const current = router(call);
    return page(call, {
      key: "workers",
      items: filtered<Worker>(call, current.store.workers.all(), {
        FriendlyName: (worker) => worker.friendlyName,
        ActivitySid: (worker) => worker.activitySid,
        ActivityName: (worker) => current.store.activities.get(worker.activitySid)?.friendlyName ?? "",
        Available: (worker) => String(isAvailable(current, worker)),
      }),
      show: (worker) => showWorker(current, worker),
      max: PAGE_MAX,
    });
  });
  routes.create(path, (call) => {
    const { store } = router(call);
    const friendlyName = call.form.required("FriendlyName");
    if (store.workers.all().some((worker) => worker.friendlyName === friendlyName)) {
      throw invalidParameter(`A Worker with the FriendlyName ${friendlyName} already exists`);
    }
    const activitySid = readActivity(call, store);
    const worker = addWorker(router(call), {
      friendlyName,
      attributes: call.form.json("Attributes") ?? "{}",
      ...(activitySid === undefined ? {} : { activitySid }),
    });
    return showWorker(router(call), worker);
  });
  routes.get(`${path}/:Sid`, (call) => showWorker(router(call), find(call)));
  routes.update(`${path}/:Sid`, (call) => {
    const worker = find(call);
    const changed = changeWorker(router(call), worker, {
      friendlyName: call.form.text("FriendlyName") ?? worker.friendlyName,
      attributes: call.form.json("Attributes") ?? worker.attributes,
      activitySid: readActivity(call, router(call).store) ?? worker.activitySid,
    });
    return showWorker(router(call), changed);
  });
}

export function workerChannelRoutes({ routes, base, router }: WorkspaceLevel): void {
  const path = `${base}/Workers/:WorkerSid/Channels`;
  /** By its own SID, the task channel's SID or its unique name. */
  const find = (call: Call) => {
    const { store } = router(call);
    const name = call.path("Sid");
    const worker = mustGet(store.workers, call.path("WorkerSid"), "Workers");
    const found = store.workerChannels.of(worker.sid).find((channel) => {
      const uniqueName = store.channels.get(channel.taskChannelSid)?.uniqueName;
      return [channel.sid, channel.taskChannelSid, uniqueName].includes(name);
    });
    if (found === undefined) throw notFound(call.resource);
    return found;
  };
  routes.get(path, (call) =>
    page(call, {
      key: "channels",
      items: router(call).store.workerChannels.of(call.path("WorkerSid")),
      show: (channel) => showWorkerChannel(router(call), channel),
      max: PAGE_MAX,
    }),
  );
  routes.get(`${path}/:Sid`, (call) => showWorkerChannel(router(call), find(call)));
  routes.update(`${path}/:Sid`, (call) => {
    const { store, runtime } = router(call);
    const channel = find(call);
    const changed = store.workerChannels.put({
      ...channel,
      capacity: call.form.integer("Capacity", { max: 50 }) ?? channel.capacity,
      available: call.form.flag("Available") ?? channel.available,
      updatedAt: runtime.now(),
    });
    offerTasks(router(call));
    return showWorkerChannel(router(call), changed);
  });
}

function readActivity(call: Call, store: TaskRouterStore): string | undefined {
  const sid = call.form.text("ActivitySid");
  return sid === undefined ? undefined : mustGet(store.activities, sid, "Activities").sid;
}
