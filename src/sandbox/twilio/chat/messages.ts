import type { Origin } from "../conversations/model.ts";
import { newSid } from "../sids.ts";
import { invalidParameter, notFound } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";
import type { Media } from "../media/media.ts";
import { messageFields } from "./payload.ts";
import type { Channel, ChatMessage } from "./model.ts";
import type { ProgrammableChat } from "./programmable-chat.ts";

/** Assumed to be those of Conversations, which came after. */
const ATTRIBUTES_MAX_BYTES = 4 * 1024;
const BODY_MAX_BYTES = 32 * 1024;
/** Who a message is from when nobody says. */
const DEFAULT_AUTHOR = "system";

interface NewMessage {
  readonly from: string;
  readonly body: string;
  readonly media: Media | null;
  readonly attributes: string;
}

/** Takes messages into any channel, also one that Flex is done with: only the attributes say so. */
export function addMessage(
  { runtime, store, announce }: ProgrammableChat,
  channel: Channel,
  wanted: NewMessage,
  origin: Origin,
): ChatMessage {
  const now = runtime.now();
  const message = store.messages.put({
    ...wanted,
    sid: newSid("IM"),
    channelSid: channel.sid,
    index: store.takeIndex(channel.sid),
    source: origin.source,
    edited: false,
    lastUpdatedBy: null,
    createdAt: now,
    updatedAt: now,
  });
  const event = message.media === null ? "onMessageSent" : "onMediaMessageSent";
  announce({ channel, event, origin, fields: messageFields(event, message), message });
  return message;
}

export function readNewMessage({ media }: ProgrammableChat, channel: Channel, form: Form): NewMessage {
  const file = readMedia(media.get(form.text("MediaSid") ?? ""), channel, form);
  const body = readBody(form) ?? "";
  if (file !== null && body !== "") throw invalidParameter("A message has a Body or a MediaSid, not both");
  if (file === null && body === "") throw invalidParameter("Missing required parameter Body");
  return {
    from: form.text("From") ?? DEFAULT_AUTHOR,
    body,
    media: file,
    attributes: form.json("Attributes", { max: ATTRIBUTES_MAX_BYTES }) ?? "{}",
  };
}

export function updateMessage(
  { runtime, store, announce }: ProgrammableChat,
  channel: Channel,
  message: ChatMessage,
  form: Form,
  origin: Origin,
): ChatMessage {
  const changed = store.messages.put({
    ...message,
    from: form.text("From") ?? message.from,
    body: readBody(form) ?? message.body,
    attributes: form.json("Attributes", { max: ATTRIBUTES_MAX_BYTES }) ?? message.attributes,
    edited: true,
    lastUpdatedBy: origin.source === "SDK" ? origin.identity : (form.text("LastUpdatedBy") ?? DEFAULT_AUTHOR),
    updatedAt: runtime.now(),
  });
  const event = "onMessageUpdated";
  announce({ channel, event, origin, fields: messageFields(event, changed), message: changed });
  return changed;
}

export function removeMessage(
  { runtime, store, announce }: ProgrammableChat,
  channel: Channel,
  message: ChatMessage,
  origin: Origin,
): void {
  store.messages.delete(message.sid);
  const removed = { ...message, updatedAt: runtime.now() };
  const event = "onMessageRemoved";
  announce({ channel, event, origin, fields: messageFields(event, removed), message: removed });
}

export function findMessage({ store }: ProgrammableChat, channel: Channel, sid: string): ChatMessage {
  const found = store.messages.get(sid);
  if (found?.channelSid !== channel.sid) throw notFound(`/Channels/${channel.sid}/Messages/${sid}`);
  return found;
}

function readMedia(found: Media | undefined, channel: Channel, form: Form): Media | null {
  const sid = form.text("MediaSid");
  if (sid === undefined) return null;
  if (found?.serviceSid !== channel.serviceSid) throw invalidParameter(`MediaSid ${sid} does not exist`);
  return found;
}

function readBody(form: Form): string | undefined {
  const body = form.text("Body");
  if (body !== undefined && Buffer.byteLength(body) > BODY_MAX_BYTES) {
    throw invalidParameter(`Body is larger than ${BODY_MAX_BYTES} bytes`);
  }
  return body;
}
