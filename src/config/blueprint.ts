import type { Blueprint } from "../domain/blueprint.ts";
import { discordResources } from "./blueprint/discord.ts";
import { twilioResources } from "./blueprint/twilio.ts";
import type { Config } from "./config.ts";

/** What the config says should exist. `publicUrl` is where the vendors call back, without a trailing slash. */
export function toBlueprint(config: Config, options: { readonly publicUrl: string }): Blueprint {
  const { settings, environment } = config;
  return {
    environment,
    project: settings.project,
    guildId: settings.discord.guild,
    resources: [...discordResources(config), ...twilioResources(config, options.publicUrl)],
    ignore: settings.discord.ignore,
  };
}
