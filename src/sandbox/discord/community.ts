import { INTENT } from "./dispatch.ts";
import { guildToWire } from "./wire/guild.ts";
import type { World } from "./world.ts";

/** Turns the Community features on or off, as an administrator does in Discord's client. */
export function setCommunity(world: World, isEnabled: boolean): void {
  const anchor = isEnabled ? world.guild.systemChannelId : null;
  world.guild = {
    ...world.guild,
    features: isEnabled ? ["COMMUNITY", "NEWS"] : [],
    rulesChannelId: anchor,
    publicUpdatesChannelId: anchor,
  };
  world.emit({ event: "GUILD_UPDATE", data: guildToWire(world), intent: INTENT.GUILDS, ofGuild: true });
}
