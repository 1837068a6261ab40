import type { Runtime } from "../runtime.ts";
import { createTaskRouterEvents, type Publish, type TaskRouterEvents } from "./events.ts";
import { createTaskRouterStore, type TaskRouterStore } from "./store.ts";

/** The workspace, and who is told of what happens in it. The functions of this folder act on it. */
export interface TaskRouter {
  readonly runtime: Runtime;
  readonly store: TaskRouterStore;
  readonly events: TaskRouterEvents;
}

export function createTaskRouter(runtime: Runtime, publish: Publish): TaskRouter {
  const store = createTaskRouterStore(runtime.ready.workspaceSid, runtime.now());
  return { runtime, store, events: createTaskRouterEvents(runtime, store, publish) };
}
