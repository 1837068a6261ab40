import { INTENT } from "../gateway/dispatch.ts";
import { guildToWire } from "../wire/guild.ts";
import type { World } from "../world.ts";

const COMMUNITY = ["COMMUNITY", "NEWS"];
const BOOSTED = ["ROLE_ICONS"];

/** Turns the Community features on or off, as an administrator does in Discord's client. */
export function setCommunity(world: World, isEnabled: boolean): void {
  const anchor = isEnabled ? world.guild.systemChannelId : null;
  world.guild = {
    ...world.guild,
    features: [...without(world.guild.features, COMMUNITY), ...(isEnabled ? COMMUNITY : [])],
    rulesChannelId: anchor,
    publicUpdatesChannelId: anchor,
  };
  sayChanged(world);
}

/** Gives the server what enough boosts give it, or takes it away. */
export function setBoosted(world: World, isBoosted: boolean): void {
  const features = [...without(world.guild.features, BOOSTED), ...(isBoosted ? BOOSTED : [])];
  world.guild = { ...world.guild, features };
  sayChanged(world);
}

function without(features: readonly string[], gone: readonly string[]): readonly string[] {
  return features.filter((feature) => !gone.includes(feature));
}

function sayChanged(world: World): void {
  world.emit({ event: "GUILD_UPDATE", data: guildToWire(world), intent: INTENT.GUILDS, ofGuild: true });
}
