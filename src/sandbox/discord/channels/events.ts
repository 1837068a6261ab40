import { INTENT } from "../gateway/dispatch.ts";
import type { GuildChannel } from "./model.ts";
import { guildChannelToWire } from "../wire/channel.ts";
import type { World } from "../world.ts";

/** Stores a changed channel and says so. */
export function saveChannel(world: World, channel: GuildChannel): void {
  world.channels.set(channel.id, channel);
  emitChannel(world, "CHANNEL_UPDATE", channel);
}

export function emitChannel(world: World, event: string, channel: GuildChannel): void {
  const data = guildChannelToWire(world, channel);
  world.emit({ event, data, intent: INTENT.GUILDS, ofGuild: true });
}
