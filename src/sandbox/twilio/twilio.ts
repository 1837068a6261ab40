import { readBody } from "../control-body.ts";
import type { SandboxContext } from "../context.ts";
import type { TwilioImitation } from "../imitation.ts";
import { createAccount } from "./account.ts";
import { chatRoutes } from "./chat/routes.ts";
import { conversationsRoutes } from "./conversations/routes.ts";
import { deskRoutes } from "./desk/routes.ts";
import { flexChannelRoutes } from "./flex/flex-channel-routes.ts";
import { flexFlowRoutes } from "./flex/flex-flow-routes.ts";
import { flexRoutes } from "./flex/routes.ts";
import { eventRoutes } from "./events/routes.ts";
import { contentRoutes, mediaRoutes } from "./media/routes.ts";
import { createRuntime } from "./runtime.ts";
import { createReady } from "./sids.ts";
import { studioRoutes } from "./studio/routes.ts";
import { syncRoutes } from "./sync/routes.ts";
import { taskRouterRoutes } from "./taskrouter/routes.ts";
import { prepareVendorScope } from "./wire/routes.ts";

/** An imitation of one Flex account in which nothing has happened yet. */
export function createTwilio(context: SandboxContext): TwilioImitation {
  const ready = createReady(context.seed);
  let ending = new AbortController();
  let account = createAccount(createRuntime(context, ready, ending.signal));
  const current = () => account;
  const credentials = { accepted: true };
  return {
    ready,
    register(app) {
      const vendorRoutes = async (scope: typeof app) => {
        prepareVendorScope(scope, ready, credentials);
        conversationsRoutes(scope, current);
        flexRoutes(scope, current);
        flexFlowRoutes(scope, current);
        flexChannelRoutes(scope, current);
        chatRoutes(scope, current);
        studioRoutes(scope, current);
        taskRouterRoutes(scope, current);
        eventRoutes(scope, current);
        syncRoutes(scope, current);
      };
      void app.register(vendorRoutes, { prefix: ready.api });
      const media = async (scope: typeof app) => {
        prepareVendorScope(scope, ready, credentials);
        scope.removeAllContentTypeParsers();
        scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
        mediaRoutes(scope, current);
      };
      void app.register(media, { prefix: ready.api });
      void app.register(async (scope) => contentRoutes(scope, current), { prefix: ready.api });
    },
    registerControl(app) {
      void app.register(async (scope) => deskRoutes(scope, current), { prefix: "/control/flex" });
      app.put("/control/flex/credentials", async (request) => {
        credentials.accepted = readBody(request.body).boolean("accepted");
        return {};
      });
      app.put("/control/flex/legacy-chat", async (request) => {
        const body = readBody(request.body);
        account.chat.refusal = body.boolean("available") ? null : body.number("status", 403, 400);
        return {};
      });
    },
    reset() {
      ending.abort();
      credentials.accepted = true;
      ending = new AbortController();
      account = createAccount(createRuntime(context, ready, ending.signal));
    },
  };
}
