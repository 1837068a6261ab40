import type { TwilioReady } from "../../imitation.ts";
import { isoSeconds } from "../wire/json.ts";
import { mediaEntry } from "../media/media.ts";
import type { Conversation, Message, Participant, ScopedWebhook } from "./model.ts";

/**
 * How the resources look in answers. The same conversation is served at the account's level and below
 * its service; only the addresses differ and, for what hangs below a conversation, `chat_service_sid`.
 */
export interface ConversationShow {
  readonly conversation: (conversation: Conversation) => unknown;
  readonly participant: (participant: Participant) => unknown;
  readonly message: (message: Message) => unknown;
  readonly webhook: (webhook: ScopedWebhook) => unknown;
  /** A conversation as one of its participants finds it. */
  readonly membership: (participant: Participant, conversation: Conversation) => unknown;
}

const API = "https://conversations.twilio.com/v1";

export function showConversations(ready: TwilioReady, level: "account" | "service"): ConversationShow {
  const base = level === "account" ? API : `${API}/Services/${ready.chatServiceSid}`;
  const account = { account_sid: ready.accountSid };
  const service = { chat_service_sid: ready.chatServiceSid };
  const owner = level === "account" ? account : { ...account, ...service };
  const address = (sid: string) => `${base}/Conversations/${sid}`;

  return {
    conversation: (conversation) => ({
      ...account,
      ...service,
      ...showConversation(conversation),
      url: address(conversation.sid),
      links: childLinks(address(conversation.sid)),
    }),
    participant: (participant) => ({
      ...owner,
      ...showParticipant(participant),
      url: `${address(participant.conversationSid)}/Participants/${participant.sid}`,
    }),
    message: (message) => {
      const url = `${address(message.conversationSid)}/Messages/${message.sid}`;
      return {
        ...owner,
        ...showMessage(message),
        url,
        links: { delivery_receipts: `${url}/Receipts`, channel_metadata: `${url}/ChannelMetadata` },
      };
    },
    webhook: (webhook) => ({
      ...owner,
      ...showWebhook(webhook),
      url: `${address(webhook.conversationSid)}/Webhooks/${webhook.sid}`,
    }),
    membership: (participant, conversation) => ({
      ...account,
      ...service,
      ...showMembership(participant, conversation),
      links: {
        participant: `${address(conversation.sid)}/Participants/${participant.sid}`,
        conversation: address(conversation.sid),
      },
    }),
  };
}

function showConversation(conversation: Conversation): Record<string, unknown> {
  return {
    messaging_service_sid: null,
    sid: conversation.sid,
    friendly_name: conversation.friendlyName,
    unique_name: conversation.uniqueName,
    attributes: conversation.attributes,
    state: conversation.state,
    date_created: isoSeconds(conversation.createdAt),
    date_updated: isoSeconds(conversation.updatedAt),
    timers: showTimers(conversation),
    bindings: {},
  };
}

function showTimers({ state, timers, activeAt }: Conversation): Record<string, string> {
  if (state === "closed") return {};
  const { inactive, closed } = timers;
  return {
    ...(inactive === null || state === "inactive" ? {} : { date_inactive: isoSeconds(activeAt + inactive) }),
    ...(closed === null ? {} : { date_closed: isoSeconds(activeAt + closed) }),
  };
}

function childLinks(url: string): Record<string, string> {
  return {
    participants: `${url}/Participants`,
    messages: `${url}/Messages`,
    webhooks: `${url}/Webhooks`,
    export: `${url}/Export`,
  };
}

function showParticipant(participant: Participant): Record<string, unknown> {
  return {
    conversation_sid: participant.conversationSid,
    sid: participant.sid,
    identity: participant.identity,
    attributes: participant.attributes,
    messaging_binding: null,
    role_sid: participant.roleSid,
    date_created: isoSeconds(participant.createdAt),
    date_updated: isoSeconds(participant.updatedAt),
    last_read_message_index: participant.lastReadIndex,
    last_read_timestamp: null,
  };
}

function showMessage(message: Message): Record<string, unknown> {
  return {
    conversation_sid: message.conversationSid,
    sid: message.sid,
    index: message.index,
    author: message.author,
    body: message.body,
    media: message.media.length === 0 ? null : message.media.map(mediaEntry),
    attributes: message.attributes,
    participant_sid: message.participantSid,
    date_created: isoSeconds(message.createdAt),
    date_updated: isoSeconds(message.updatedAt),
    delivery: null,
    content_sid: null,
  };
}

function showWebhook(webhook: ScopedWebhook): Record<string, unknown> {
  const { target, url, method, filters, triggers, flowSid, replayAfter } = webhook;
  const configuration =
    target === "studio"
      ? { flow_sid: flowSid, filters, ...(replayAfter === null ? {} : { replay_after: replayAfter }) }
      : { url, method, filters, ...(target === "trigger" ? { triggers } : {}) };
  return {
    sid: webhook.sid,
    conversation_sid: webhook.conversationSid,
    target,
    configuration,
    date_created: isoSeconds(webhook.createdAt),
    date_updated: isoSeconds(webhook.updatedAt),
  };
}

function showMembership(participant: Participant, conversation: Conversation): Record<string, unknown> {
  return {
    participant_sid: participant.sid,
    participant_user_sid: null,
    participant_identity: participant.identity,
    participant_messaging_binding: null,
    conversation_sid: conversation.sid,
    conversation_unique_name: conversation.uniqueName,
    conversation_friendly_name: conversation.friendlyName,
    conversation_attributes: conversation.attributes,
    conversation_date_created: isoSeconds(conversation.createdAt),
    conversation_date_updated: isoSeconds(conversation.updatedAt),
    conversation_created_by: "system",
    conversation_state: conversation.state,
    conversation_timers: showTimers(conversation),
  };
}
