import { newSid } from "../sids.ts";
import type { Runtime } from "../runtime.ts";
import { invalidParameter, notFound, notImitated } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";
import type { Conversations } from "./conversations.ts";
import type { Media } from "../media/media.ts";
import type { Conversation, Message, Origin } from "./model.ts";
import { participantOf } from "./participants.ts";

const ATTRIBUTES_MAX_BYTES = 4 * 1024;
const BODY_MAX_BYTES = 32 * 1024;
/** Who a message is from when nobody says. */
const DEFAULT_AUTHOR = "system";

export interface NewMessage {
  readonly author: string;
  readonly body: string;
  readonly media?: readonly Media[];
  readonly attributes: string;
  readonly createdAt?: number;
}

export function addMessage(
  runtime: Runtime,
  conversations: Conversations,
  conversation: Conversation,
  wanted: NewMessage,
  origin: Origin,
): Message {
  const { store } = conversations;
  const now = runtime.now();
  const message = store.messages.put({
    ...wanted,
    media: wanted.media ?? [],
    sid: newSid("IM"),
    conversationSid: conversation.sid,
    index: store.takeIndex(conversation.sid),
    participantSid: participantOf(conversations, conversation.sid, wanted.author)?.sid ?? null,
    source: origin.source,
    createdAt: wanted.createdAt ?? now,
    updatedAt: wanted.createdAt ?? now,
  });
  conversations.touch(conversation.sid);
  conversations.announcer.message("onMessageAdded", message, origin);
  return message;
}

export function readNewMessage({ store }: Conversations, form: Form): NewMessage {
  if (form.has("ContentSid")) throw notImitated("messages with ContentSid");
  const body = readBody(form) ?? "";
  const media = readMedia(store, form);
  // That a message holds either is documented for agents, and taken for everybody.
  if (media.length > 0 && body !== "") throw invalidParameter("A message has a Body or a MediaSid, not both");
  if (media.length === 0 && body === "") throw invalidParameter("Missing required parameter Body");
  const created = form.text("DateCreated");
  return {
    author: form.text("Author") ?? DEFAULT_AUTHOR,
    body,
    media,
    attributes: form.json("Attributes", { max: ATTRIBUTES_MAX_BYTES }) ?? "{}",
    ...(created === undefined ? {} : { createdAt: readMoment(created) }),
  };
}

export function updateMessage(
  runtime: Runtime,
  conversations: Conversations,
  message: Message,
  form: Form,
  origin: Origin,
): Message {
  const changed = conversations.store.messages.put({
    ...message,
    author: form.text("Author") ?? message.author,
    body: readBody(form) ?? message.body,
    attributes: form.json("Attributes", { max: ATTRIBUTES_MAX_BYTES }) ?? message.attributes,
    updatedAt: runtime.now(),
  });
  conversations.announcer.message("onMessageUpdated", changed, origin);
  return changed;
}

export function removeMessage(
  runtime: Runtime,
  conversations: Conversations,
  message: Message,
  origin: Origin,
): void {
  conversations.store.messages.delete(message.sid);
  conversations.announcer.message("onMessageRemoved", { ...message, updatedAt: runtime.now() }, origin);
}

export function findMessage(conversations: Conversations, conversation: Conversation, sid: string): Message {
  const found = conversations.store.messages.get(sid);
  if (found?.conversationSid !== conversation.sid) {
    throw notFound(`/Conversations/${conversation.sid}/Messages/${sid}`);
  }
  return found;
}

function readMedia({ media }: Conversations["store"], form: Form): readonly Media[] {
  const sid = form.text("MediaSid");
  if (sid === undefined) return [];
  const found = media.get(sid);
  if (found === undefined) throw invalidParameter(`MediaSid ${sid} does not exist`);
  return [found];
}

function readBody(form: Form): string | undefined {
  const body = form.text("Body");
  if (body !== undefined && Buffer.byteLength(body) > BODY_MAX_BYTES) {
    throw invalidParameter(`Body is larger than ${BODY_MAX_BYTES} bytes`);
  }
  return body;
}

function readMoment(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw invalidParameter("DateCreated is not an ISO 8601 date");
  return at;
}
