import { newSid } from "../sids.ts";
import { invalidParameter } from "../wire/api-error.ts";
import { page } from "../wire/page.ts";
import type { Form } from "../wire/form.ts";
import type { Call, HostRoutes } from "../wire/routes.ts";
import { filtered, PAGE_MAX, type WorkspaceLevel } from "./level.ts";
import type { Activity, TaskChannel, Workspace } from "./model.ts";
import { showActivity, showTaskChannel, showWorkspace } from "./show.ts";
import { mustGet, type TaskRouterStore } from "./store.ts";
import type { TaskRouter } from "./taskrouter.ts";
import { openChannel } from "./workers.ts";

const NAME_MAX = 64;

export function workspaceRoutes(
  routes: HostRoutes,
  { router }: WorkspaceLevel,
  current: () => TaskRouter,
): void {
  routes.get("/v1/Workspaces", (call) =>
    page(call, {
      key: "workspaces",
      items: filtered(call, [current().store.workspace()], { FriendlyName: (item) => item.friendlyName }),
      show: (workspace) => showWorkspace(current(), workspace),
      max: PAGE_MAX,
    }),
  );
  routes.get("/v1/Workspaces/:Sid", (call) => {
    const found = router(call, "Sid");
    return showWorkspace(found, found.store.workspace());
  });
  routes.update("/v1/Workspaces/:Sid", (call) => {
    const found = router(call, "Sid");
    const { store, runtime } = found;
    const changed = readWorkspace(call.form, store.workspace(), store, runtime.now());
    return showWorkspace(found, store.setWorkspace(changed));
  });
}

function readWorkspace(form: Form, before: Workspace, store: TaskRouterStore, now: number): Workspace {
  const eventCallbackUrl = form.text("EventCallbackUrl") ?? before.eventCallbackUrl;
  if (eventCallbackUrl !== "" && !URL.canParse(eventCallbackUrl)) {
    throw invalidParameter("EventCallbackUrl must be an absolute URL");
  }
  const filter = form.text("EventsFilter");
  const activity = (name: string, old: string) => {
    const sid = form.text(name);
    return sid === undefined ? old : mustGet(store.activities, sid, "Activities").sid;
  };
  return {
    ...before,
    friendlyName: form.text("FriendlyName", { max: NAME_MAX }) ?? before.friendlyName,
    eventCallbackUrl,
    eventsFilter: filter === undefined ? before.eventsFilter : filter === "" ? null : filter,
    defaultActivitySid: activity("DefaultActivitySid", before.defaultActivitySid),
    timeoutActivitySid: activity("TimeoutActivitySid", before.timeoutActivitySid),
    multiTaskEnabled: form.flag("MultiTaskEnabled") ?? before.multiTaskEnabled,
    prioritizeQueueOrder:
      form.choice("PrioritizeQueueOrder", ["FIFO", "LIFO"]) ?? before.prioritizeQueueOrder,
    updatedAt: now,
  };
}

export function activityRoutes({ routes, base, router }: WorkspaceLevel): void {
  const path = `${base}/Activities`;
  routes.get(path, (call) =>
    page(call, {
      key: "activities",
      items: filtered<Activity>(call, router(call).store.activities.all(), {
        FriendlyName: (activity) => activity.friendlyName,
        Available: (activity) => String(activity.available),
      }),
      show: (activity) => showActivity(router(call), activity),
      max: PAGE_MAX,
    }),
  );
  routes.create(path, (call) => {
    const { store, runtime } = router(call);
    const now = runtime.now();
    const activity = store.activities.put({
      sid: newSid("WA"),
      friendlyName: call.form.required("FriendlyName"),
      available: call.form.flag("Available") ?? false,
      createdAt: now,
      updatedAt: now,
    });
    return showActivity(router(call), activity);
  });
  const find = (call: Call) => mustGet(router(call).store.activities, call.path("Sid"), "Activities");
  routes.get(`${path}/:Sid`, (call) => showActivity(router(call), find(call)));
  // Whether an activity is available is settled when it is made: the API takes a name alone.
  routes.update(`${path}/:Sid`, (call) => {
    const { store, runtime } = router(call);
    const before = find(call);
    const friendlyName = call.form.text("FriendlyName", { max: NAME_MAX }) ?? before.friendlyName;
    return showActivity(
      router(call),
      store.activities.put({ ...before, friendlyName, updatedAt: runtime.now() }),
    );
  });
  routes.remove(`${path}/:Sid`, (call) => {
    const { store } = router(call);
    const { sid } = find(call);
    const { defaultActivitySid, timeoutActivitySid } = store.workspace();
    const isUsed = store.workers.all().some(({ activitySid }) => activitySid === sid);
    if (isUsed || sid === defaultActivitySid || sid === timeoutActivitySid) {
      throw invalidParameter(`Activity ${sid} is in use and cannot be deleted`);
    }
    store.activities.delete(sid);
  });
}

export function taskChannelRoutes({ routes, base, router }: WorkspaceLevel): void {
  const path = `${base}/TaskChannels`;
  routes.get(path, (call) =>
    page(call, {
      key: "channels",
      items: router(call).store.channels.all(),
      show: (channel) => showTaskChannel(router(call), channel),
      max: PAGE_MAX,
    }),
  );
  routes.create(path, (call) => {
    const { store, runtime } = router(call);
    const now = runtime.now();
    const uniqueName = call.form.required("UniqueName");
    if (store.channels.all().some((channel) => channel.uniqueName === uniqueName)) {
      throw invalidParameter(`A TaskChannel with the UniqueName ${uniqueName} already exists`);
    }
    const friendlyName = call.form.required("FriendlyName");
    if (friendlyName.length > NAME_MAX) throw invalidParameter(`FriendlyName is longer than ${NAME_MAX}`);
    const channel = store.channels.put({
      sid: newSid("TC"),
      friendlyName,
      uniqueName,
      channelOptimizedRouting: call.form.flag("ChannelOptimizedRouting") ?? false,
      createdAt: now,
      updatedAt: now,
    });
    openChannel(router(call), channel);
    return showTaskChannel(router(call), channel);
  });
  routes.get(`${path}/:Sid`, (call) =>
    showTaskChannel(router(call), findTaskChannel(router(call).store, call.path("Sid"))),
  );
  routes.update(`${path}/:Sid`, (call) => {
    const { store, runtime } = router(call);
    const channel = findTaskChannel(store, call.path("Sid"));
    const changed = store.channels.put({
      ...channel,
      friendlyName: call.form.text("FriendlyName", { max: NAME_MAX }) ?? channel.friendlyName,
      channelOptimizedRouting: call.form.flag("ChannelOptimizedRouting") ?? channel.channelOptimizedRouting,
      updatedAt: runtime.now(),
    });
    return showTaskChannel(router(call), changed);
  });
  routes.remove(`${path}/:Sid`, (call) => {
    const { store } = router(call);
    store.channels.delete(findTaskChannel(store, call.path("Sid")).sid);
  });
}

/** By SID or UniqueName. */
export function findTaskChannel(store: TaskRouterStore, name: string): TaskChannel {
  const named = store.channels.all().find(({ uniqueName }) => uniqueName === name);
  return named ?? mustGet(store.channels, name, "TaskChannels");
}
