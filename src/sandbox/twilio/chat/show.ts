import type { TwilioReady } from "../../imitation.ts";
import { isoSeconds } from "../wire/json.ts";
import type { ChatStore } from "./chat-store.ts";
import { channelsOf } from "./channels.ts";
import type { Channel, ChannelMember, ChannelWebhook, ChatMessage, ChatUser } from "./model.ts";

/** How what a chat service holds looks in answers. */
export interface ChatShow {
  readonly user: (user: ChatUser) => unknown;
  /** A channel as one of its members finds it. */
  readonly userChannel: (member: ChannelMember) => unknown;
  readonly channel: (channel: Channel) => unknown;
  readonly message: (message: ChatMessage) => unknown;
  readonly webhook: (webhook: ChannelWebhook) => unknown;
}

const API = "https://chat.twilio.com/v2/Services";

export function showChat({ accountSid }: TwilioReady, store: ChatStore, serviceSid: string): ChatShow {
  const base = `${API}/${serviceSid}`;
  const owner = { account_sid: accountSid, service_sid: serviceSid };
  return {
    user: (user) => {
      const url = `${base}/Users/${user.sid}`;
      return {
        ...owner,
        ...showUser(user),
        joined_channels_count: channelsOf(store, user).length,
        url,
        links: { user_channels: `${url}/Channels`, user_bindings: `${url}/Bindings` },
      };
    },
    userChannel: ({ sid, channelSid, userSid }) => ({
      ...owner,
      channel_sid: channelSid,
      user_sid: userSid,
      member_sid: sid,
      status: "joined",
      last_consumed_message_index: null,
      unread_messages_count: store.messages.of(channelSid).length,
      notification_level: "default",
      url: `${base}/Users/${userSid}/Channels/${channelSid}`,
      links: {
        channel: `${base}/Channels/${channelSid}`,
        member: `${base}/Channels/${channelSid}/Members/${sid}`,
      },
    }),
    channel: (channel) => {
      const url = `${base}/Channels/${channel.sid}`;
      return {
        ...owner,
        ...showChannel(channel),
        members_count: store.members.of(channel.sid).length,
        messages_count: store.messages.of(channel.sid).length,
        url,
        links: {
          members: `${url}/Members`,
          messages: `${url}/Messages`,
          invites: `${url}/Invites`,
          webhooks: `${url}/Webhooks`,
        },
      };
    },
    message: (message) => ({
      ...owner,
      ...showMessage(message),
      url: `${base}/Channels/${message.channelSid}/Messages/${message.sid}`,
    }),
    webhook: (webhook) => ({
      ...owner,
      ...showWebhook(webhook),
      url: `${base}/Channels/${webhook.channelSid}/Webhooks/${webhook.sid}`,
    }),
  };
}

function showUser(user: ChatUser): Record<string, unknown> {
  return {
    sid: user.sid,
    identity: user.identity,
    friendly_name: user.friendlyName,
    attributes: user.attributes,
    role_sid: user.roleSid,
    is_online: null,
    is_notifiable: null,
    date_created: isoSeconds(user.createdAt),
    date_updated: isoSeconds(user.updatedAt),
  };
}

function showChannel(channel: Channel): Record<string, unknown> {
  return {
    sid: channel.sid,
    friendly_name: channel.friendlyName,
    unique_name: channel.uniqueName,
    attributes: channel.attributes,
    type: channel.type,
    created_by: channel.createdBy,
    date_created: isoSeconds(channel.createdAt),
    date_updated: isoSeconds(channel.updatedAt),
  };
}

function showMessage(message: ChatMessage): Record<string, unknown> {
  const { media } = message;
  return {
    sid: message.sid,
    channel_sid: message.channelSid,
    to: message.channelSid,
    from: message.from,
    index: message.index,
    body: message.body,
    type: media === null ? "text" : "media",
    media:
      media === null
        ? null
        : {
            sid: media.sid,
            size: media.file.bytes,
            content_type: media.contentType,
            filename: media.filename,
          },
    attributes: message.attributes,
    was_edited: message.edited,
    last_updated_by: message.lastUpdatedBy,
    date_created: isoSeconds(message.createdAt),
    date_updated: isoSeconds(message.updatedAt),
  };
}

function showWebhook(webhook: ChannelWebhook): Record<string, unknown> {
  const { type, url, method, filters, triggers, flowSid, retryCount } = webhook;
  const configuration =
    type === "studio"
      ? { flow_sid: flowSid, filters, retry_count: retryCount }
      : { url, method, filters, retry_count: retryCount, ...(type === "trigger" ? { triggers } : {}) };
  return {
    sid: webhook.sid,
    channel_sid: webhook.channelSid,
    type,
    configuration,
    date_created: isoSeconds(webhook.createdAt),
    date_updated: isoSeconds(webhook.updatedAt),
  };
}
