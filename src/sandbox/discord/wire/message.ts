import { INTENT } from "../gateway/dispatch.ts";
import { attachmentToWire } from "../messages/attachments.ts";
import type { User } from "../guild/model.ts";
import { type Trigger, INTERACTION_TYPE } from "../interactions/model.ts";
import type { Message, MessageCopy, MessageOrigin } from "../messages/model.ts";
import { mintedAt } from "../snowflake.ts";
import type { World } from "../world.ts";
import { userToWire } from "./user.ts";

/** A message as the API shows it. `nonce` is only echoed where the message is made. */
export function messageToWire(world: World, message: Message, nonce?: string | number): object {
  const users = (ids: readonly string[]) =>
    ids.flatMap((id) => world.users.get(id) ?? []).map((user) => userToWire(user));
  const [author] = message.copyOf === null ? users([message.authorId]) : [webhookUser(message.copyOf)];
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    author,
    content: message.content,
    timestamp: wireTime(mintedAt(message.id)),
    edited_timestamp: message.editedAt === null ? null : wireTime(message.editedAt),
    tts: message.tts,
    mention_everyone: message.mentionEveryone,
    mentions: users(message.mentions),
    mention_roles: message.mentionRoles,
    attachments: message.attachments.map((one) => attachmentToWire(world, message.channelId, one)),
    embeds: message.embeds,
    components: message.components,
    pinned: message.pinnedAt !== null,
    flags: message.flags,
    ...(nonce === undefined ? {} : { nonce }),
    ...extrasToWire(world, message),
    ...referenceToWire(world, message),
    ...(message.origin === null ? {} : originToWire(world, message.origin)),
    ...(message.copyOf === null ? {} : copyToWire(world, message.copyOf)),
  };
}

/**
 * The same without what only MESSAGE_CONTENT shows; the bot's own messages, DMs and messages that mention
 * the bot stay whole.
 */
export function withoutContent(world: World, message: Message): object {
  const wire = messageToWire(world, message);
  const { botId } = world.identity;
  const isGuild = isOnServer(world, message);
  const isForBot = message.authorId === botId || message.mentions.includes(botId);
  if (!isGuild || isForBot) return wire;
  return { ...wire, content: "", embeds: [], attachments: [], components: [] };
}

/** A message as this application may read it over REST. */
export function readableToWire(world: World, message: Message): object {
  return (world.privilegedIntents & INTENT.MESSAGE_CONTENT) === 0
    ? withoutContent(world, message)
    : messageToWire(world, message);
}

function referenceToWire(world: World, message: Message): object {
  if (message.repliesTo === null) return {};
  const referenced = world.messages.get(message.repliesTo);
  const isGuild = isOnServer(world, message);
  return {
    message_reference: {
      type: 0,
      message_id: message.repliesTo,
      channel_id: message.channelId,
      ...(isGuild ? { guild_id: world.guild.id } : {}),
    },
    referenced_message:
      referenced === undefined ? null : messageToWire(world, { ...referenced, repliesTo: null }),
  };
}

function isOnServer(world: World, { channelId }: Message): boolean {
  const kind = world.channels.get(channelId)?.kind;
  return kind !== undefined && kind !== "dm";
}

/** What people send besides text and files. */
function extrasToWire(world: World, { id, channelId, extras }: Message): object {
  const { stickers, poll, forwarded } = extras;
  return {
    ...(stickers.length === 0 ? {} : { sticker_items: stickers.map((one) => ({ ...one, format_type: 1 })) }),
    ...(poll === null ? {} : { poll: pollToWire(poll, mintedAt(id)) }),
    ...(forwarded === null
      ? {}
      : {
          message_reference: { type: 1, message_id: forwarded.id, channel_id: channelId },
          message_snapshots: [{ message: snapshotOf(world, forwarded) }],
        }),
  };
}

const POLL_MS = 24 * 60 * 60_000;

function pollToWire({ question, answers }: NonNullable<Message["extras"]["poll"]>, at: number): object {
  return {
    question: { text: question },
    answers: answers.map((text, index) => ({ answer_id: index + 1, poll_media: { text } })),
    expiry: wireTime(at + POLL_MS),
    allow_multiselect: false,
    layout_type: 1,
    results: { answer_counts: [], is_finalized: false },
  };
}

/** A copy without its author. */
function snapshotOf(world: World, message: Message): object {
  return {
    type: message.type,
    content: message.content,
    embeds: message.embeds,
    components: message.components,
    attachments: message.attachments.map((one) => attachmentToWire(world, message.channelId, one)),
    timestamp: wireTime(mintedAt(message.id)),
    edited_timestamp: message.editedAt === null ? null : wireTime(message.editedAt),
    flags: message.flags,
    mentions: [],
    mention_roles: message.mentionRoles,
  };
}

/** A webhook writes under its own name. */
function webhookUser({ webhookId, webhookName }: MessageCopy): object {
  return userToWire({
    id: webhookId,
    username: webhookName,
    globalName: null,
    bot: true,
    locale: "en-US",
    dmsOpen: false,
  });
}

/** What a copy is one of. */
function copyToWire(world: World, { webhookId, channelId, messageId }: MessageCopy): object {
  const reference = { type: 0, channel_id: channelId, message_id: messageId, guild_id: world.guild.id };
  return { webhook_id: webhookId, message_reference: reference };
}

/** Whose interaction a message answers. */
function originToWire(world: World, origin: MessageOrigin): object {
  const user = world.users.get(origin.userId);
  const common = {
    id: origin.interactionId,
    type: INTERACTION_TYPE[origin.kind],
    ...(user === undefined ? {} : { user: userToWire(user) }),
  };
  return {
    application_id: world.identity.applicationId,
    webhook_id: world.identity.applicationId,
    interaction_metadata: {
      ...common,
      authorizing_integration_owners: { "0": world.guild.id },
      ...(origin.originalMessageId === null
        ? {}
        : { original_response_message_id: origin.originalMessageId }),
      ...(origin.kind === "component" ? { interacted_message_id: origin.sourceMessageId } : {}),
      ...(origin.trigger === null
        ? {}
        : { triggering_interaction_metadata: triggerToWire(world, origin.trigger, user) }),
    },
    ...(origin.commandName === null ? {} : { interaction: { ...common, name: origin.commandName } }),
  };
}

function triggerToWire(world: World, trigger: Trigger, user: User | undefined): object {
  const { interactionId: id, kind, sourceMessageId } = trigger;
  return {
    id,
    type: INTERACTION_TYPE[kind],
    ...(user === undefined ? {} : { user: userToWire(user) }),
    authorizing_integration_owners: { "0": world.guild.id },
    ...(kind === "component" ? { interacted_message_id: sourceMessageId } : {}),
  };
}

/** Discord writes microseconds and an offset. */
function wireTime(at: number): string {
  return new Date(at).toISOString().replace("Z", "000+00:00");
}
