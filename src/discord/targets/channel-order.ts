import { ChannelType, Routes, type APIChannel } from "discord-api-types/v10";

import { listed, type WireChannel } from "./channel-fields.ts";
import { isOlder, rearrange } from "./rearrange.ts";
import type { Server } from "./server.ts";

/** Discord shows voice below text whatever their positions say, so the two are never siblings. */
function groupOf(channel: WireChannel): string {
  if (channel.type === ChannelType.GuildCategory) return "categories";
  const spoken = channel.type === ChannelType.GuildVoice || channel.type === ChannelType.GuildStageVoice;
  return `${channel.parent_id ?? "top"}/${spoken ? "voice" : "text"}`;
}

/** Of two at the same position the older one comes first. */
const inOrder = (one: WireChannel, other: WireChannel): number =>
  one.position - other.position || (isOlder(one.id, other.id) ? -1 : 1);

/** Where each channel stands among its siblings. */
export function placesOf(
  channels: readonly WireChannel[],
): ReadonlyMap<string, { readonly group: string; readonly rank: number }> {
  const sorted = channels.toSorted(inOrder);
  return new Map(sorted.map((channel, rank) => [channel.id, { group: groupOf(channel), rank }]));
}

/** Moves within each group of siblings; one request for all, and none when all stand well. */
export async function arrangeChannels(server: Server, ids: readonly string[]): Promise<void> {
  const route = Routes.guildChannels(server.guildId);
  const channels = listed(
    await server.read<readonly APIChannel[]>(route, "reading the order of the channels"),
  );
  const groups = Map.groupBy(channels.toSorted(inOrder), groupOf);
  const moves = [...groups.values()].flatMap((siblings) => rearrange(siblings, ids, isOlder));
  if (moves.length > 0) await server.write("patch", route, moves, "ordering the channels");
}
