import type { Side } from "../../provision/ports.ts";
import { automodTarget } from "./automod.ts";
import { channelTargets } from "./channel.ts";
import { commandTarget } from "./command.ts";
import { everyoneTarget } from "./everyone.ts";
import { followTarget } from "./follow.ts";
import { onboardingTarget } from "./onboarding.ts";
import { panelTarget } from "./panel.ts";
import { discordPreflight } from "./preflight.ts";
import { roleTarget } from "./role.ts";
import { openServer, type ServerOptions } from "./server.ts";
import { webhookTarget } from "./webhook.ts";
import { welcomeScreenTarget } from "./welcome-screen.ts";

export interface DiscordSide extends Side {
  /** Whose token it is. "discord.auth" when Discord does not take it. */
  applicationId(): Promise<string>;
}

/**
 * Discord's share of one plan. It remembers what it read, so each plan needs a side of its own. The REST
 * client keeps Discord's limits; the one here only bounds what waits in it.
 */
export function createDiscordSide(options: ServerOptions): DiscordSide {
  const server = openServer(options);
  return {
    name: "discord",
    concurrency: 8,
    targets: [
      roleTarget(server),
      everyoneTarget(server),
      ...channelTargets(server),
      commandTarget(server),
      panelTarget(server),
      webhookTarget(server),
      followTarget(server),
      automodTarget(server),
      welcomeScreenTarget(server),
      onboardingTarget(server),
    ],
    preflight: (intentions) => discordPreflight(server, intentions),
    applicationId: async () => (await server.self()).applicationId,
  };
}
