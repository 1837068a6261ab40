import { type Dispatch, INTENT } from "../gateway/dispatch.ts";
import { botMember } from "../guild/guards.ts";
import { CHANNEL, type ServerChannel } from "../channels/model.ts";
import { type Message, MESSAGE_FLAG } from "./model.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { channelPermissions, has } from "../guild/permissions.ts";
import { partialMemberToWire } from "../wire/member.ts";
import { messageToWire, withoutContent } from "../wire/message.ts";
import type { World } from "../world.ts";

/** Where an event about a message goes; null when the bot may not see the channel. */
interface Address extends Pick<Dispatch, "intent" | "ofGuild"> {
  /** What the event adds to the message. */
  readonly extra: object;
}

/** Tells the gateway about a message that was written or changed. */
export function emitMessage(
  world: World,
  event: "MESSAGE_CREATE" | "MESSAGE_UPDATE",
  message: Message,
  nonce?: string | number,
): void {
  const address = addressOf(world, message);
  if (address === null) {
    world.context.changed("discord", message.channelId);
    return;
  }
  const { extra, ...route } = address;
  world.emit({
    event,
    ...route,
    data: { ...messageToWire(world, message, nonce), ...extra },
    withoutContent: { ...withoutContent(world, message), ...extra },
  });
}

export function emitDeletion(world: World, message: Message): void {
  const address = addressOf(world, message);
  if (address === null) {
    world.context.changed("discord", message.channelId);
    return;
  }
  const { intent, ofGuild } = address;
  const { id, channelId: channel_id } = message;
  const data = { id, channel_id, ...(ofGuild ? { guild_id: world.guild.id } : {}) };
  world.emit({ event: "MESSAGE_DELETE", data, intent, ofGuild });
}

/** One event for all of them, in place of one for each (documented). */
export function emitBulkDeletion(world: World, { id }: ServerChannel, messages: readonly Message[]): void {
  const data = { ids: messages.map((message) => message.id), channel_id: id, guild_id: world.guild.id };
  world.emit({ event: "MESSAGE_DELETE_BULK", data, intent: INTENT.GUILD_MESSAGES, ofGuild: true });
}

/** Ephemeral messages travel as direct messages, without a guild_id, wherever they are shown. */
function addressOf(world: World, message: Message): Address | null {
  const channel = world.channels.get(message.channelId);
  if (channel === undefined) return null;
  const channel_type = channel.kind === "dm" ? CHANNEL.DM : channel.type;
  if (channel.kind === "dm" || (message.flags & MESSAGE_FLAG.EPHEMERAL) !== 0) {
    return { intent: INTENT.DIRECT_MESSAGES, ofGuild: false, extra: { channel_type } };
  }
  if (!has(channelPermissions(world, botMember(world), channel), PERMISSION.VIEW_CHANNEL)) return null;
  const author = world.members.get(message.authorId);
  const member = author === undefined ? {} : { member: partialMemberToWire(author) };
  const extra = { guild_id: world.guild.id, channel_type, ...member };
  return { intent: INTENT.GUILD_MESSAGES, ofGuild: true, extra };
}
