import type { Media } from "../media/media.ts";

export type ConversationState = "initializing" | "active" | "inactive" | "closed";

export interface Conversation {
  readonly sid: string;
  readonly friendlyName: string | null;
  readonly uniqueName: string | null;
  /** JSON, as written. */
  readonly attributes: string;
  readonly state: ConversationState;
  /** Milliseconds of quiet after which the state changes by itself; null for never. */
  readonly timers: { readonly inactive: number | null; readonly closed: number | null };
  /** The last message or change of state: timers count from here. */
  readonly activeAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Participant {
  readonly sid: string;
  readonly conversationSid: string;
  readonly identity: string;
  readonly attributes: string;
  readonly roleSid: string;
  readonly lastReadIndex: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Message {
  readonly sid: string;
  readonly conversationSid: string;
  readonly index: number;
  readonly author: string;
  readonly body: string;
  readonly media: readonly Media[];
  readonly attributes: string;
  readonly participantSid: string | null;
  readonly source: Origin["source"];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface ScopedWebhook {
  readonly sid: string;
  readonly conversationSid: string;
  readonly target: "webhook" | "trigger" | "studio";
  readonly url: string | null;
  readonly method: "get" | "post";
  readonly filters: readonly string[];
  readonly triggers: readonly string[];
  readonly flowSid: string | null;
  readonly replayAfter: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/**
 * Who wrote, which decides whether webhooks fire: a REST write only announces itself when it carries
 * `X-Twilio-Webhook-Enabled: true`; what an agent's browser writes always does.
 */
export type Origin =
  | { readonly source: "API"; readonly announced: boolean }
  | { readonly source: "SDK"; readonly identity: string };

export type ConversationEvent =
  | "onMessageAdded"
  | "onMessageUpdated"
  | "onMessageRemoved"
  | "onConversationUpdated"
  | "onConversationStateUpdated"
  | "onConversationRemoved"
  | "onParticipantAdded"
  | "onParticipantUpdated"
  | "onParticipantRemoved"
  | "onDeliveryUpdated";

export const CONVERSATION_EVENTS: readonly ConversationEvent[] = [
  "onMessageAdded",
  "onMessageUpdated",
  "onMessageRemoved",
  "onConversationUpdated",
  "onConversationStateUpdated",
  "onConversationRemoved",
  "onParticipantAdded",
  "onParticipantUpdated",
  "onParticipantRemoved",
  "onDeliveryUpdated",
];
