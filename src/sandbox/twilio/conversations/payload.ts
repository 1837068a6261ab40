import type { Runtime } from "../runtime.ts";
import { webhookEntry } from "../media/media.ts";
import type { Conversation, ConversationEvent, Message, Origin, Participant } from "./model.ts";

/** What a webhook's form says (documented: webhooks of Conversations). */
export type Fields = Readonly<Record<string, string>>;

export function commonFields(runtime: Runtime, event: ConversationEvent, origin: Origin): Fields {
  return {
    AccountSid: runtime.ready.accountSid,
    ChatServiceSid: runtime.ready.chatServiceSid,
    MessagingServiceSid: "",
    EventType: event,
    Source: origin.source,
    ...(origin.source === "SDK" ? { ClientIdentity: origin.identity } : {}),
  };
}

export function messageFields(event: ConversationEvent, message: Message): Fields {
  return {
    ConversationSid: message.conversationSid,
    MessageSid: message.sid,
    Index: String(message.index),
    Author: message.author,
    Body: message.body,
    Attributes: message.attributes,
    DateCreated: iso(message.createdAt),
    ...(message.media.length === 0 ? {} : { Media: JSON.stringify(message.media.map(webhookEntry)) }),
    ...(message.participantSid === null ? {} : { ParticipantSid: message.participantSid }),
    ...(event === "onMessageUpdated" ? { DateUpdated: iso(message.updatedAt) } : {}),
    ...(event === "onMessageRemoved" ? { DateRemoved: iso(message.updatedAt) } : {}),
  };
}

export function participantFields(event: ConversationEvent, participant: Participant): Fields {
  const { lastReadIndex } = participant;
  return {
    ConversationSid: participant.conversationSid,
    ParticipantSid: participant.sid,
    Identity: participant.identity,
    RoleSid: participant.roleSid,
    Attributes: participant.attributes,
    DateCreated: iso(participant.createdAt),
    ...(event === "onParticipantUpdated" ? { DateUpdated: iso(participant.updatedAt) } : {}),
    ...(event === "onParticipantRemoved" ? { DateRemoved: iso(participant.updatedAt) } : {}),
    ...(lastReadIndex === null ? {} : { LastReadMessageIndex: String(lastReadIndex) }),
  };
}

export function conversationFields(conversation: Conversation): Fields {
  return {
    ConversationSid: conversation.sid,
    FriendlyName: conversation.friendlyName ?? "",
    UniqueName: conversation.uniqueName ?? "",
    Attributes: conversation.attributes,
    State: conversation.state,
    DateCreated: iso(conversation.createdAt),
    DateUpdated: iso(conversation.updatedAt),
  };
}

/** Callbacks print moments to the millisecond. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}
