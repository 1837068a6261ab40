import type { Runtime } from "../runtime.ts";
import type { Origin } from "../conversations/model.ts";
import type { Channel, ChannelEvent, ChannelMember, ChatMessage } from "./model.ts";

/** What a channel webhook's form says (documented: webhook events of Programmable Chat). */
export type Fields = Readonly<Record<string, string>>;

export function commonFields(
  { ready }: Runtime,
  channel: Channel,
  event: ChannelEvent,
  origin: Origin,
): Fields {
  return {
    AccountSid: ready.accountSid,
    InstanceSid: channel.serviceSid,
    ChannelSid: channel.sid,
    EventType: event,
    Source: origin.source,
    ...(origin.source === "SDK" ? { ClientIdentity: origin.identity } : {}),
  };
}

export function messageFields(event: ChannelEvent, message: ChatMessage): Fields {
  const { media, lastUpdatedBy } = message;
  return {
    MessageSid: message.sid,
    Index: String(message.index),
    From: message.from,
    Body: message.body,
    Attributes: message.attributes,
    DateCreated: iso(message.createdAt),
    ...(event === "onMessageUpdated" ? { DateUpdated: iso(message.updatedAt) } : {}),
    ...(event === "onMessageUpdated" && lastUpdatedBy !== null ? { LastUpdatedBy: lastUpdatedBy } : {}),
    ...(event === "onMessageRemoved" ? { DateRemoved: iso(message.updatedAt) } : {}),
    ...(media === null
      ? {}
      : {
          MediaSid: media.sid,
          MediaContentType: media.contentType,
          MediaSize: String(media.file.bytes),
          ...(media.filename === null ? {} : { MediaFilename: media.filename }),
        }),
  };
}

export function channelFields(channel: Channel): Fields {
  return {
    FriendlyName: channel.friendlyName ?? "",
    UniqueName: channel.uniqueName ?? "",
    Attributes: channel.attributes,
    ChannelType: channel.type,
    CreatedBy: channel.createdBy,
    DateCreated: iso(channel.createdAt),
    DateUpdated: iso(channel.updatedAt),
  };
}

export function memberFields(member: ChannelMember): Fields {
  return {
    MemberSid: member.sid,
    Identity: member.identity,
    RoleSid: member.roleSid,
    DateCreated: iso(member.createdAt),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
