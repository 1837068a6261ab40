import type { SandboxContext } from "../context.ts";
import type { DiscordImitation } from "../imitation.ts";
import { recordAudit } from "./guild/audit-log.ts";
import { serveCdn } from "./messages/cdn.ts";
import { serveControl } from "./control/routes.ts";
import { createCrosspostLimit, createRenameLimit } from "./rest/sublimit.ts";
import { serveGatewayControl } from "./gateway/control.ts";
import { createGateway } from "./gateway/gateway.ts";
import { createIdentity } from "./identity.ts";
import { serveOAuth, serveOAuthControl } from "./oauth/serve.ts";
import { createRateLimiter } from "./rest/rate-limits.ts";
import { serveRoutes } from "./rest/rest.ts";
import { automodRoutes } from "./routes/automod.ts";
import { channelRoutes } from "./routes/channels.ts";
import { commandRoutes } from "./routes/commands.ts";
import { gatewayRoutes } from "./routes/gateway.ts";
import { guildRoutes } from "./routes/guild.ts";
import { interactionRoutes } from "./routes/interactions.ts";
import { messageRoutes } from "./routes/messages.ts";
import { newcomerRoutes } from "./routes/newcomers.ts";
import { pinRoutes } from "./routes/pins.ts";
import { roleRoutes } from "./routes/roles.ts";
import { threadRoutes } from "./routes/threads.ts";
import { userRoutes } from "./routes/users.ts";
import { webhookRoutes } from "./routes/webhooks.ts";
import { createWorld, isBotToken } from "./world.ts";

/** Discord, as far as a contact centre needs it: REST v10, the gateway, and people. */
export function createDiscord(context: SandboxContext): DiscordImitation {
  const identity = createIdentity(context.seed);
  const world = createWorld(context, identity);
  const gateway = createGateway(world);
  const limiter = createRateLimiter(context.now);
  const renames = createRenameLimit(context.now);
  const crossposts = createCrosspostLimit(context.now);
  const routes = [
    ...gatewayRoutes(world, gateway.dials),
    ...userRoutes(world),
    ...guildRoutes(world),
    ...roleRoutes(world),
    ...channelRoutes(world, renames),
    ...threadRoutes(world),
    ...pinRoutes(world),
    ...messageRoutes(world, crossposts),
    ...webhookRoutes(world),
    ...automodRoutes(world),
    ...newcomerRoutes(world),
    ...commandRoutes(world),
    ...interactionRoutes(world),
  ];
  const { token, clientSecret, applicationId, guildId, botId } = identity;
  return {
    ready: { api: "/discord/api", token, clientSecret, applicationId, guildId, botId },
    register(app) {
      serveRoutes(app, routes, {
        isToken: (given) => isBotToken(world, given),
        grantOf: (given) => world.grants.find(given),
        limiter,
        files: context.files,
        record: (done) => recordAudit(world, done),
      });
      serveOAuth(app, world);
      serveCdn(app, world);
      gateway.serve(app);
    },
    registerControl(app) {
      serveControl(app, world);
      serveOAuthControl(app, world);
      serveGatewayControl(app, gateway, world);
    },
    reset() {
      world.reset();
      limiter.reset();
      renames.reset();
      crossposts.reset();
      gateway.reset();
    },
  };
}
