import type { JsonObject } from "../wire/json.ts";

/** How a channel of Programmable Chat finds whoever is to answer in it. */
export interface FlexFlow {
  readonly sid: string;
  readonly friendlyName: string;
  readonly chatServiceSid: string;
  readonly channelType: (typeof CHANNEL_TYPES)[number];
  readonly contactIdentity: string | null;
  readonly enabled: boolean;
  readonly integrationType: (typeof INTEGRATION_TYPES)[number];
  readonly integration: JsonObject;
  readonly longLived: boolean;
  readonly janitorEnabled: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const CHANNEL_TYPES = ["web", "sms", "facebook", "whatsapp", "line", "custom"] as const;
export const INTEGRATION_TYPES = ["studio", "external", "task"] as const;

/** A channel of Programmable Chat that Flex was asked for. */
export interface FlexChannel {
  /** The chat channel's. */
  readonly sid: string;
  readonly flexFlowSid: string;
  readonly userSid: string;
  readonly createdAt: number;
}
