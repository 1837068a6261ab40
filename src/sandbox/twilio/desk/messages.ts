import { ControlError } from "../../control-error.ts";
import type { FileRequest } from "../../files.ts";
import type { Account } from "../account.ts";
import { addMessage, removeMessage, updateMessage } from "../conversations/messages.ts";
import type { Conversation } from "../conversations/model.ts";
import { participantOf } from "../conversations/participants.ts";
import { FLEX_FILES, type Media } from "../media/media.ts";
import { newSid } from "../sids.ts";
import type { Worker } from "../taskrouter/model.ts";
import { readForm } from "../wire/form.ts";
import { identityOf } from "../flex/interactions.ts";
import { changeInChannel, sayInChannel } from "./channel.ts";

/** What an agent's browser writes carries the agent's identity and always announces itself. */
export function writeAsAgent(
  account: Account,
  worker: Worker,
  line: { readonly conversationSid: string; readonly body: string; readonly attributes: string },
): { messageSid: string } {
  const { runtime, conversations } = account;
  const identity = identityOf(worker);
  const channel = account.chat.store.channels.get(line.conversationSid);
  if (channel !== undefined) return sayInChannel(account, channel, identity, line);
  const conversation = openFor(account, worker, line.conversationSid);
  const wanted = { author: identity, body: line.body, attributes: line.attributes };
  const message = addMessage(runtime, conversations, conversation, wanted, { source: "SDK", identity });
  return { messageSid: message.sid };
}

/** Agents change and take back what they wrote themselves; taken back when there is no body. */
export function changeAsAgent(
  account: Account,
  worker: Worker,
  messageSid: string,
  body: string | null,
): { messageSid: string } {
  const { runtime, conversations } = account;
  const identity = identityOf(worker);
  if (account.chat.store.messages.get(messageSid)?.from === identity) {
    return changeInChannel(account, identity, messageSid, body);
  }
  const message = conversations.store.messages.get(messageSid);
  if (message?.author !== identity)
    throw new ControlError(404, `The agent has written no message ${messageSid}`);
  const origin = { source: "SDK", identity } as const;
  if (body === null) {
    removeMessage(runtime, conversations, message, origin);
  } else {
    updateMessage(runtime, conversations, message, readForm(new URLSearchParams({ Body: body })), origin);
  }
  return { messageSid };
}

/** Flex takes one file a message, of some types and up to a size. */
export function sendFileAsAgent(
  account: Account,
  worker: Worker,
  conversationSid: string,
  { name, contentType, file }: FileRequest,
): { messageSid: string } {
  const { runtime, conversations } = account;
  const identity = identityOf(worker);
  const type = contentType ?? "application/octet-stream";
  const types: readonly string[] = FLEX_FILES.types;
  if (file.bytes > FLEX_FILES.mostBytes || !types.includes(type)) {
    throw new ControlError(409, `Flex does not send ${name}: too large, or of a type it does not know`);
  }
  const keep = (serviceSid: string): Media =>
    conversations.store.media.put({
      sid: newSid("ME"),
      serviceSid,
      filename: name,
      contentType: type,
      file,
      author: identity,
      createdAt: runtime.now(),
    });
  const channel = account.chat.store.channels.get(conversationSid);
  if (channel !== undefined) {
    return sayInChannel(account, channel, identity, { body: "", media: keep(channel.serviceSid) });
  }
  const conversation = openFor(account, worker, conversationSid);
  const media = [keep(runtime.ready.chatServiceSid)];
  const wanted = { author: identity, body: "", media, attributes: "{}" };
  const message = addMessage(runtime, conversations, conversation, wanted, { source: "SDK", identity });
  return { messageSid: message.sid };
}

/** The conversation, when the agent can write there. */
function openFor({ conversations }: Account, worker: Worker, conversationSid: string): Conversation {
  const conversation = conversations.store.find(conversationSid);
  if (conversation.state === "closed") throw new ControlError(409, "The conversation is closed");
  if (participantOf(conversations, conversation.sid, identityOf(worker)) === undefined) {
    throw new ControlError(409, "The agent does not take part in the conversation");
  }
  return conversation;
}
