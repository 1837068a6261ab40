import { refusal } from "../rest/errors.ts";
import type { DmChannel } from "./model.ts";
import type { World } from "../world.ts";

/** The DM between the bot and a person; always the same one. Opening says nothing about closed DMs. */
export function openDm(world: World, recipientId: string): DmChannel {
  const recipient = world.users.get(recipientId);
  if (recipient === undefined || recipient.bot) throw refusal("invalidRecipients");
  const existing = dmOf(world, recipientId);
  if (existing !== undefined) return existing;
  const channel: DmChannel = { kind: "dm", id: world.nextId(), recipientId, lastMessageId: null };
  world.channels.set(channel.id, channel);
  world.context.changed("discord", channel.id);
  return channel;
}

export function dmOf(world: World, recipientId: string): DmChannel | undefined {
  return [...world.channels.values()].find(
    (channel): channel is DmChannel => channel.kind === "dm" && channel.recipientId === recipientId,
  );
}
