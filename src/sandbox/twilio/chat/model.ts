import type { Media } from "../media/media.ts";
import type { Origin } from "../conversations/model.ts";

export interface ChatUser {
  readonly sid: string;
  readonly serviceSid: string;
  readonly identity: string;
  readonly friendlyName: string | null;
  /** JSON, as written. */
  readonly attributes: string;
  readonly roleSid: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Channel {
  readonly sid: string;
  readonly serviceSid: string;
  readonly friendlyName: string | null;
  readonly uniqueName: string | null;
  readonly type: "public" | "private";
  /** JSON, as written. A channel has no state: that Flex is done with it stands here, as `status`. */
  readonly attributes: string;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface ChannelMember {
  readonly sid: string;
  readonly channelSid: string;
  readonly userSid: string;
  readonly identity: string;
  readonly roleSid: string;
  readonly createdAt: number;
}

export interface ChatMessage {
  readonly sid: string;
  readonly channelSid: string;
  readonly index: number;
  readonly from: string;
  readonly body: string;
  readonly media: Media | null;
  readonly attributes: string;
  readonly source: Origin["source"];
  readonly edited: boolean;
  readonly lastUpdatedBy: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface ChannelWebhook {
  readonly sid: string;
  readonly channelSid: string;
  readonly type: "webhook" | "trigger" | "studio";
  readonly url: string | null;
  readonly method: "GET" | "POST";
  readonly filters: readonly string[];
  readonly triggers: readonly string[];
  readonly flowSid: string | null;
  /** How often a call that failed is made again, 3 times at most. */
  readonly retryCount: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What a channel's webhook can listen to. */
export const CHANNEL_EVENTS = [
  "onMessageSent",
  "onMessageUpdated",
  "onMessageRemoved",
  "onMediaMessageSent",
  "onChannelUpdated",
  "onChannelDestroyed",
  "onMemberAdded",
  "onMemberUpdated",
  "onMemberRemoved",
] as const;

export type ChannelEvent = (typeof CHANNEL_EVENTS)[number];
