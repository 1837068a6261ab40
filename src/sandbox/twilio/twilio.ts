import type { FastifyInstance } from "fastify";
import type { SandboxContext } from "../context.ts";
import { newTwilioReady, type TwilioReady } from "./account-ids.ts";
import { createAccount } from "./account.ts";
import { conversationsRoutes } from "./conversations/routes.ts";
import { deskRoutes } from "./desk/routes.ts";
import { flexRoutes } from "./flex/routes.ts";
import { createRuntime } from "./runtime.ts";
import { studioRoutes } from "./studio/routes.ts";
import { taskRouterRoutes } from "./taskrouter/routes.ts";
import { prepareVendorScope } from "./wire/routes.ts";

export type { TwilioReady } from "./account-ids.ts";

export interface TwilioImitation {
  readonly ready: TwilioReady;
  /** Adds `/<host>/...` for every imitated Twilio host; the given instance's prefix goes before it. */
  register(app: FastifyInstance): void;
  /** Adds the agents' control API: `/agents`, `/conversations`, `/desk`, below the instance's prefix. */
  registerControl(app: FastifyInstance): void;
  /** A fresh account with the same credentials. */
  reset(): void;
}

/** An imitation of one Flex account, on which everything is configured and nothing has happened yet. */
export function createTwilio(context: SandboxContext): TwilioImitation {
  const ready = newTwilioReady();
  let ending = new AbortController();
  let account = createAccount(createRuntime(context, ready, ending.signal));
  const current = () => account;
  return {
    ready,
    register(app) {
      void app.register(async (scope) => {
        prepareVendorScope(scope, ready);
        conversationsRoutes(scope, current);
        flexRoutes(scope, current);
        studioRoutes(scope, current);
        taskRouterRoutes(scope, current);
      });
    },
    registerControl(app) {
      void app.register(async (scope) => deskRoutes(scope, current));
    },
    reset() {
      ending.abort();
      ending = new AbortController();
      account = createAccount(createRuntime(context, ready, ending.signal));
    },
  };
}
