import type { FastifyInstance } from "fastify";
import type { Account } from "../account.ts";
import { hostRoutes } from "../wire/routes.ts";
import { executionRoutes } from "./execution-routes.ts";
import { flowRoutes } from "./flow-routes.ts";

export function studioRoutes(app: FastifyInstance, account: () => Account): void {
  const routes = hostRoutes(app, "studio.twilio.com");
  flowRoutes(routes, account);
  executionRoutes(routes, account);
}
