import type { JsonObject } from "../wire/json.ts";

export interface Interaction {
  readonly sid: string;
  readonly channelSid: string;
  readonly type: ChannelType;
  /** What the interaction's first invite routed by, as the answers show it. */
  readonly routing: JsonObject;
}

export const CHANNEL_TYPES = [
  "voice",
  "sms",
  "email",
  "web",
  "whatsapp",
  "chat",
  "messenger",
  "gbm",
] as const;
export type ChannelType = (typeof CHANNEL_TYPES)[number];

export interface InteractionChannel {
  readonly sid: string;
  readonly interactionSid: string;
  readonly type: ChannelType;
  readonly status: "setup" | "active" | "failed" | "closed" | "inactive";
  readonly conversationSid: string;
  readonly errorCode: number | null;
  readonly errorMessage: string | null;
}

/** One request that an agent join; each makes a task. */
export interface Invite {
  readonly sid: string;
  readonly channelSid: string;
  readonly interactionSid: string;
  readonly taskSid: string;
  readonly routing: JsonObject;
}

/** Somebody in an interaction channel. */
export interface ChannelParticipant {
  readonly sid: string;
  readonly channelSid: string;
  readonly interactionSid: string;
  readonly type: "customer" | "agent";
  readonly routing: {
    readonly task_sid: string;
    readonly worker_sid: string;
    readonly reservation_sid: string;
  } | null;
}
