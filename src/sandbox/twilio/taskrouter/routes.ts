import type { FastifyInstance } from "fastify";
import type { Account } from "../account.ts";
import { notFound } from "../wire/api-error.ts";
import { hostRoutes } from "../wire/routes.ts";
import type { WorkspaceLevel } from "./level.ts";
import { queueRoutes } from "./queue-routes.ts";
import { reservationRoutes } from "./reservation-routes.ts";
import { taskRoutes } from "./task-routes.ts";
import { workerChannelRoutes, workerRoutes } from "./worker-routes.ts";
import { workflowRoutes } from "./workflow-routes.ts";
import { activityRoutes, taskChannelRoutes, workspaceRoutes } from "./workspace-routes.ts";

export function taskRouterRoutes(app: FastifyInstance, account: () => Account): void {
  const routes = hostRoutes(app, "taskrouter.twilio.com");
  const level: WorkspaceLevel = {
    routes,
    base: "/v1/Workspaces/:WorkspaceSid",
    router(call, name = "WorkspaceSid") {
      const { taskRouter } = account();
      if (call.path(name) !== taskRouter.runtime.ready.workspaceSid) throw notFound(call.resource);
      return taskRouter;
    },
  };
  workspaceRoutes(routes, level, () => account().taskRouter);
  activityRoutes(level);
  taskChannelRoutes(level);
  queueRoutes(level);
  workflowRoutes(level);
  workerRoutes(level);
  workerChannelRoutes(level);
  taskRoutes(level);
  reservationRoutes(level);
}
