import type { Sublimit } from "../rest/sublimit.ts";
import { refusal } from "../rest/errors.ts";
import { botBits, visibleChannel } from "../guild/guards.ts";
import { emitMessage } from "./events.ts";
import { blankMessage, listedMessage, postMessage } from "./messages.ts";
import { CHANNEL, type Webhook } from "../channels/model.ts";
import { type Message, MESSAGE_FLAG } from "./model.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { has } from "../guild/permissions.ts";
import type { World } from "../world.ts";

/**
 * Publishes a message of an announcement channel: each channel that follows it gets a copy. That copies follow
 * later edits and deletions is not imitated, nor are followers on other servers.
 */
export function crosspostMessage(
  world: World,
  channelId: string,
  messageId: string,
  takeTurn: Sublimit["take"],
): Message {
  const channel = visibleChannel(world, channelId);
  if (channel.kind !== "guild" || channel.type !== CHANNEL.ANNOUNCEMENT) throw refusal("wrongChannelType");
  const message = listedMessage(world, channel.id, messageId);
  const isOwn = message.authorId === world.identity.botId;
  const needed = PERMISSION.SEND_MESSAGES | (isOwn ? 0n : PERMISSION.MANAGE_MESSAGES);
  if (!has(botBits(world, channel), needed)) throw refusal("missingPermissions");
  if ((message.flags & MESSAGE_FLAG.CROSSPOSTED) !== 0) throw refusal("alreadyCrossposted");
  takeTurn(channel.id);
  const published = { ...message, flags: message.flags | MESSAGE_FLAG.CROSSPOSTED };
  world.messages.put(published);
  emitMessage(world, "MESSAGE_UPDATE", published);
  for (const webhook of world.webhooks.values()) {
    if (webhook.sourceChannelId === channel.id) postMessage(world, copyFor(world, webhook, published));
  }
  return published;
}

function copyFor(world: World, { id, name, channelId }: Webhook, published: Message): Message {
  const { content, embeds, components, attachments, mentions } = published;
  return {
    ...blankMessage(world, channelId, id),
    content,
    embeds,
    components,
    attachments,
    mentions,
    flags: MESSAGE_FLAG.IS_CROSSPOST,
    copyOf: { webhookId: id, webhookName: name, channelId: published.channelId, messageId: published.id },
  };
}
