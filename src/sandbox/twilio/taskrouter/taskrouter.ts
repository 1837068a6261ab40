import type { Runtime } from "../runtime.ts";
import { createTaskRouterEvents, type Publish, type TaskRouterEvents } from "./events.ts";
import type { Task } from "./model.ts";
import { createTaskRouterStore, type TaskRouterStore } from "./store.ts";

/** The workspace, and who is told of what happens in it. The functions of this folder act on it. */
export interface TaskRouter {
  readonly runtime: Runtime;
  readonly store: TaskRouterStore;
  readonly events: TaskRouterEvents;
}

/** Who else hears of the workspace's events: those who subscribed, and who cleans up after work that came to nothing. */
export interface TaskRouterListeners {
  readonly publish: Publish;
  readonly lost: (task: Task) => void;
}

export function createTaskRouter(runtime: Runtime, { publish, lost }: TaskRouterListeners): TaskRouter {
  const store = createTaskRouterStore(runtime.ready.workspaceSid, runtime.now());
  const events = createTaskRouterEvents(runtime, store, publish);
  return {
    runtime,
    store,
    events: {
      ...events,
      task(event, task, more) {
        events.task(event, task, more);
        if (event === "task.canceled" || event === "task.deleted") lost(task);
      },
    },
  };
}
