import { attach, requireUploadable } from "./attachments.ts";
import { refusal } from "../rest/errors.ts";
import { invalidForm } from "../rest/form-errors.ts";
import { botBits, botMember, requireOpenDms, visibleChannel } from "../guild/guards.ts";
import { findMentions } from "./mentions.ts";
import { type MessageForm, requireSomething } from "./form.ts";
import { emitDeletion, emitMessage } from "./events.ts";
import { type Channel, CHANNEL, type ServerChannel, type ThreadChannel } from "../channels/model.ts";
import { type Message, MESSAGE_FLAG, NO_EXTRAS } from "./model.ts";
import { requireUnarchived, wakeThread } from "../channels/threads.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { channelPermissions, has } from "../guild/permissions.ts";
import type { World } from "../world.ts";

const REPLY = 19;
/** Flags a bot may set when it writes. */
const SETTABLE_FLAGS = MESSAGE_FLAG.SUPPRESS_EMBEDS | MESSAGE_FLAG.SUPPRESS_NOTIFICATIONS;

/** The bot writes into a channel. With an enforced nonce a repetition gives the message of before. */
export function sendMessage(world: World, channelId: string, form: MessageForm): Message {
  const channel = visibleChannel(world, channelId);
  requireUploadable(form.files);
  requireSomething({ ...form, attachments: form.files });
  requireMayWrite(world, channel, form);
  if (channel.kind === "thread") wakeThread(world, channel, botMember(world));
  const { botId } = world.identity;
  const nonce = form.nonce === undefined ? null : String(form.nonce);
  const earlier = nonce !== null && form.enforceNonce ? world.nonces.messageOf(botId, nonce) : undefined;
  if (earlier !== undefined) return world.messages.get(earlier) ?? deletedSince();
  const repliesTo = replyTarget(world, channelId, form);
  const message: Message = {
    ...written(world, channel, form),
    type: repliesTo === null ? 0 : REPLY,
    repliesTo,
  };
  if (nonce !== null) world.nonces.remember(botId, nonce, message.id);
  postMessage(world, message, form.nonce);
  return message;
}

/** A forum post's first message, under the id of its thread. */
export function postFromForm(world: World, thread: ThreadChannel, form: MessageForm, id: string): void {
  const message = { ...written(world, thread, form), id };
  world.messages.put(message);
  emitMessage(world, "MESSAGE_CREATE", message);
}

function written(world: World, channel: Channel, form: MessageForm): Message {
  const { botId } = world.identity;
  return {
    ...blankMessage(world, channel.id, botId),
    content: form.content ?? "",
    embeds: form.embeds ?? [],
    components: form.components ?? [],
    attachments: form.files.map((file) => attach(world, file)),
    flags: form.flags & SETTABLE_FLAGS,
    tts: form.tts,
    ...mentionsOf(world, channel, botId, form.content ?? "", form.allowedMentions),
  };
}

/** Stores a new message and tells the gateway. */
export function postMessage(world: World, message: Message, nonce?: string | number): void {
  world.messages.put(message);
  const channel = world.channels.get(message.channelId);
  if (channel !== undefined && (message.flags & MESSAGE_FLAG.EPHEMERAL) === 0) {
    const count = channel.kind === "thread" ? { messageCount: channel.messageCount + 1 } : {};
    world.channels.set(channel.id, { ...channel, ...count, lastMessageId: message.id });
  }
  emitMessage(world, "MESSAGE_CREATE", message, nonce);
}

export function editMessage(world: World, channelId: string, messageId: string, form: MessageForm): Message {
  const channel = visibleChannel(world, channelId);
  const before = listedMessage(world, channelId, messageId);
  if (before.authorId !== world.identity.botId) throw refusal("notYourMessage");
  if (channel.kind === "dm") requireOpenDms(world, channel);
  if (channel.kind === "thread") requireUnarchived(channel);
  return changeMessage(world, before, form);
}

/** An edit by whoever wrote it; mentions are found anew, with defaults unless the edit says otherwise. */
export function changeMessage(
  world: World,
  before: Message,
  form: Pick<MessageForm, "content" | "embeds" | "components" | "allowedMentions">,
): Message {
  const content = form.content === undefined ? before.content : (form.content ?? "");
  const channel = world.channels.get(before.channelId);
  const isLoading = (before.flags & MESSAGE_FLAG.LOADING) !== 0;
  const after: Message = {
    ...before,
    content,
    embeds: form.embeds === undefined ? before.embeds : (form.embeds ?? []),
    components: form.components === undefined ? before.components : (form.components ?? []),
    flags: before.flags & ~MESSAGE_FLAG.LOADING,
    editedAt: isLoading ? null : world.context.now(),
    ...(channel === undefined
      ? {}
      : mentionsOf(world, channel, before.authorId, content, form.allowedMentions)),
  };
  requireSomething(after);
  world.messages.put(after);
  emitMessage(world, "MESSAGE_UPDATE", after);
  return after;
}

/** Deletes through a channel's route; a bot deletes its own anywhere and others' with MANAGE_MESSAGES. */
export function deleteMessage(world: World, channelId: string, messageId: string): void {
  const channel = visibleChannel(world, channelId);
  const message = listedMessage(world, channelId, messageId);
  if (message.authorId !== world.identity.botId) {
    if (channel.kind === "dm") throw refusal("notInDms");
    if (!has(botBits(world, channel), PERMISSION.MANAGE_MESSAGES)) throw refusal("missingPermissions");
  }
  removeMessage(world, message);
}

export function removeMessage(world: World, message: Message): void {
  world.messages.remove(message.id);
  emitDeletion(world, message);
}

/** A message that the channel's routes know: ephemeral ones are not among them. */
export function listedMessage(world: World, channelId: string, messageId: string): Message {
  const message = world.messages.get(messageId);
  if (message === undefined || message.channelId !== channelId || !isListed(message)) {
    throw refusal("unknownMessage");
  }
  return message;
}

export function isListed(message: Message): boolean {
  return (message.flags & MESSAGE_FLAG.EPHEMERAL) === 0;
}

/** A message with nothing in it yet. */
export function blankMessage(world: World, channelId: string, authorId: string): Message {
  return {
    id: world.nextId(),
    channelId,
    authorId,
    type: 0,
    content: "",
    embeds: [],
    components: [],
    flags: 0,
    tts: false,
    attachments: [],
    extras: NO_EXTRAS,
    mentions: [],
    mentionRoles: [],
    mentionEveryone: false,
    repliesTo: null,
    origin: null,
    copyOf: null,
    pinnedAt: null,
    editedAt: null,
  };
}

/** Who a text mentions, given what its author may. */
export function mentionsOf(
  world: World,
  channel: Channel,
  authorId: string,
  content: string,
  allowed: MessageForm["allowedMentions"],
) {
  const author = world.members.get(authorId);
  const bits =
    channel.kind !== "dm" && author !== undefined ? channelPermissions(world, author, channel) : 0n;
  return findMentions(world, content, allowed, has(bits, PERMISSION.MENTION_EVERYONE));
}

function requireMayWrite(world: World, channel: Channel, form: MessageForm): void {
  if (channel.kind === "dm") {
    requireOpenDms(world, channel);
    return;
  }
  requireTextChannel(channel);
  if (!has(botBits(world, channel), rightsFor(form))) throw refusal("missingPermissions");
}

/** What writing this takes in a channel of the server. */
export function rightsFor(form: MessageForm): bigint {
  return (
    PERMISSION.SEND_MESSAGES |
    ((form.embeds ?? []).length > 0 ? PERMISSION.EMBED_LINKS : 0n) |
    (form.files.length > 0 ? PERMISSION.ATTACH_FILES : 0n) |
    (form.tts ? PERMISSION.SEND_TTS_MESSAGES : 0n) |
    (form.repliesTo === null ? 0n : PERMISSION.READ_MESSAGE_HISTORY)
  );
}

function requireTextChannel(channel: ServerChannel): void {
  if (channel.type === CHANNEL.CATEGORY) throw refusal("notATextChannel");
  if (channel.type === CHANNEL.FORUM) throw refusal("forumMessage");
}

function replyTarget(world: World, channelId: string, { repliesTo }: MessageForm): string | null {
  if (repliesTo === null) return null;
  const target = world.messages.get(repliesTo.messageId);
  if (target !== undefined && target.channelId === channelId && isListed(target)) return target.id;
  if (!repliesTo.mustExist) return null;
  throw invalidForm(["message_reference"], "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
}

/** Staff: a nonce whose message was deleted makes no new one. */
function deletedSince(): never {
  throw refusal("unknownMessage");
}
