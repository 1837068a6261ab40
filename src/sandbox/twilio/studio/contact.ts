/** What a flow runs in: a conversation, or a channel of Programmable Chat. */
export interface Contact {
  readonly kind: "conversation" | "channel";
  readonly sid: string;
  readonly serviceSid: string;
  /** JSON, as written. */
  readonly attributes: string;
}

/** The message that starts a flow. */
export interface FlowMessage {
  readonly sid: string;
  readonly index: number;
  readonly author: string;
  readonly body: string;
  readonly attributes: string;
  /** Null outside of conversations, and for who takes no part. */
  readonly participantSid: string | null;
  readonly source: string;
  readonly createdAt: number;
}
