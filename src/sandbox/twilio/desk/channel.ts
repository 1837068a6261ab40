import { ControlError } from "../../control-error.ts";
import type { Account } from "../account.ts";
import { addMember, deactivateChannel, memberOf, removeMember } from "../chat/channels.ts";
import { isInactive } from "../chat/chat-store.ts";
import { addMessage, removeMessage, updateMessage } from "../chat/messages.ts";
import type { Channel } from "../chat/model.ts";
import { createUser } from "../chat/users.ts";
import type { Media } from "../media/media.ts";
import { readForm } from "../wire/form.ts";
import { parseObject } from "../wire/json.ts";
import { showFile } from "./file.ts";

/** What agents do in a channel of Programmable Chat, and how they read it. */

/** Whoever takes the task, or steps in, becomes a member. */
export function joinChat({ chat }: Account, channelSid: string, identity: string): void {
  const channel = chat.store.channels.get(channelSid);
  if (channel === undefined) return;
  const { serviceSid } = channel;
  const user =
    chat.store.userOf(serviceSid, identity) ??
    createUser(chat, serviceSid, { identity, friendlyName: identity, attributes: "{}" });
  addMember(chat, channel, user, { source: "SDK", identity });
}

/** The task is done: the agent leaves, and Flex says in the attributes that the channel is over. */
export function leaveChat({ chat }: Account, channelSid: string, identity: string): void {
  const channel = chat.store.channels.get(channelSid);
  const member = memberOf(chat.store, channelSid, identity);
  if (channel !== undefined && member !== undefined) {
    removeMember(chat, channel, member, { source: "API", announced: false });
  }
  deactivateChannel(chat, channelSid);
}

export function sayInChannel(
  { chat }: Account,
  channel: Channel,
  identity: string,
  line: { readonly body: string; readonly attributes?: string; readonly media?: Media },
): { messageSid: string } {
  if (memberOf(chat.store, channel.sid, identity) === undefined) {
    throw new ControlError(409, "The agent does not take part in the channel");
  }
  const { body, attributes = "{}", media = null } = line;
  const wanted = { from: identity, body, attributes, media };
  const message = addMessage(chat, channel, wanted, { source: "SDK", identity });
  return { messageSid: message.sid };
}

/** Taken back when there is no body. */
export function changeInChannel(
  { chat }: Account,
  identity: string,
  messageSid: string,
  body: string | null,
): { messageSid: string } {
  const message = chat.store.messages.get(messageSid);
  const channel = chat.store.channels.get(message?.channelSid ?? "");
  if (message === undefined || channel === undefined) {
    throw new ControlError(404, `There is no message ${messageSid}`);
  }
  const origin = { source: "SDK", identity } as const;
  if (body === null) removeMessage(chat, channel, message, origin);
  else updateMessage(chat, channel, message, readForm(new URLSearchParams({ Body: body })), origin);
  return { messageSid };
}

/** In the words of a conversation, which its state is not: what is inactive counts as closed. */
export function showChannel({ chat }: Account, channel: Channel): unknown {
  const { store } = chat;
  return {
    sid: channel.sid,
    state: isInactive(channel) ? "closed" : "active",
    uniqueName: channel.uniqueName,
    friendlyName: channel.friendlyName,
    attributes: parseObject(channel.attributes),
    participants: store.members.of(channel.sid).map(({ sid, identity }) => ({ sid, identity })),
    messages: store.messages.of(channel.sid).map((message) => ({
      sid: message.sid,
      index: message.index,
      author: message.from,
      body: message.body,
      source: message.source,
      attributes: parseObject(message.attributes),
      at: message.createdAt,
      edited: message.edited,
      media: message.media === null ? [] : [showFile(message.media)],
    })),
  };
}
