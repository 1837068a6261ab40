import { newSid } from "../sids.ts";
import type { Runtime } from "../runtime.ts";
import { invalidParameter, notFound, notImitated } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";
import type { Conversations } from "./conversations.ts";
import type { Conversation, Message, Origin } from "./model.ts";
import { participantOf } from "./participants.ts";

const ATTRIBUTES_MAX_BYTES = 4 * 1024;
const BODY_MAX_BYTES = 32 * 1024;
/** Who a message is from when nobody says. */
const DEFAULT_AUTHOR = "system";

export interface NewMessage {
  readonly author: string;
  readonly body: string;
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

export function readNewMessage(form: Form): NewMessage {
  for (const name of ["MediaSid", "ContentSid"])
    if (form.has(name)) throw notImitated(`messages with ${name}`);
  const body = readBody(form);
  if (body === undefined || body === "") throw invalidParameter("Missing required parameter Body");
  const created = form.text("DateCreated");
  return {
    author: form.text("Author") ?? DEFAULT_AUTHOR,
    body,
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
