import { callOut, signedForm } from "../callback.ts";
import type { Runtime } from "../runtime.ts";
import type {
  Conversation,
  ConversationEvent,
  Message,
  Origin,
  Participant,
  ScopedWebhook,
} from "./model.ts";
import {
  commonFields,
  conversationFields,
  iso,
  messageFields,
  participantFields,
  type Fields,
} from "./payload.ts";
import type { ConversationStore } from "./store.ts";

/** Starts a Studio flow with a message that was added. */
export type StartFlow = (flowSid: string, conversation: Conversation, message: Message) => void;

/** Tells a conversation's scoped webhooks what happened. */
export interface Announcer {
  message(event: ConversationEvent & `onMessage${string}`, message: Message, origin: Origin): void;
  participant(
    event: ConversationEvent & `onParticipant${string}`,
    participant: Participant,
    origin: Origin,
  ): void;
  conversation(
    event: "onConversationUpdated" | "onConversationRemoved",
    conversation: Conversation,
    origin: Origin,
  ): void;
  stateChange(before: Conversation, after: Conversation, reason: StateReason, origin: Origin): void;
  /** Hands messages that were there before it to a new webhook. */
  replay(webhook: ScopedWebhook, messages: readonly Message[]): void;
}

export type StateReason = "API" | "TIMER" | "EVENT";

const WEBHOOK_TIMEOUT_MS = 5_000;

type Tell = (webhook: ScopedWebhook, event: ConversationEvent, fields: Fields, message?: Message) => void;

/**
 * Scoped webhooks are told after the event, each in its own time and once: no order between two calls is
 * kept, and what the receiver did not take within 5 s is lost (no retry is documented; assumed the worst).
 */
export function createAnnouncer(runtime: Runtime, store: ConversationStore, startFlow: StartFlow): Announcer {
  const tell = createTeller(runtime, store, startFlow);
  const announce = (
    sid: string,
    event: ConversationEvent,
    origin: Origin,
    fields: Fields,
    message?: Message,
  ) => {
    runtime.context.changed("flex", sid);
    if (origin.source === "API" && !origin.announced) return;
    const common = commonFields(runtime, event, origin);
    for (const webhook of store.webhooks.of(sid)) tell(webhook, event, { ...common, ...fields }, message);
  };

  return {
    message: (event, message, origin) =>
      announce(message.conversationSid, event, origin, messageFields(event, message), message),
    participant: (event, participant, origin) =>
      announce(participant.conversationSid, event, origin, participantFields(event, participant)),
    conversation: (event, conversation, origin) =>
      announce(conversation.sid, event, origin, conversationFields(conversation)),
    stateChange: (before, after, reason, origin) =>
      announce(after.sid, "onConversationStateUpdated", origin, {
        ConversationSid: after.sid,
        StateFrom: before.state,
        StateTo: after.state,
        StateUpdated: iso(after.updatedAt),
        Reason: reason,
      }),
    replay(webhook, messages) {
      for (const message of messages) {
        const common = commonFields(runtime, "onMessageAdded", { source: "API", announced: true });
        tell(webhook, "onMessageAdded", { ...common, ...messageFields("onMessageAdded", message) }, message);
      }
    },
  };
}

/** Tells one webhook of one event, if it wants to hear of it: by a callback, or by starting its flow. */
function createTeller(runtime: Runtime, store: ConversationStore, startFlow: StartFlow): Tell {
  const post = (webhook: ScopedWebhook, event: string, fields: Fields) => {
    const { url } = webhook;
    if (url === null) return;
    const method = webhook.method === "get" ? "GET" : "POST";
    const route = `webhook ${event}`;
    const request = signedForm(runtime, { url, method, fields, timeoutMs: WEBHOOK_TIMEOUT_MS, route });
    runtime.soon(() => void callOut(runtime, request));
  };
  return (webhook, event, fields, message) => {
    if (!wants(webhook, event, message)) return;
    if (webhook.target !== "studio") {
      post(webhook, event, fields);
      return;
    }
    const { flowSid } = webhook;
    if (flowSid === null || message === undefined) return;
    runtime.soon(() => {
      const conversation = store.conversations.get(message.conversationSid);
      if (conversation !== undefined) startFlow(flowSid, conversation, message);
    });
  };
}

/** A studio webhook without filters listens to new messages; a trigger looks for its words in them. */
function wants(webhook: ScopedWebhook, event: ConversationEvent, message: Message | undefined): boolean {
  if (webhook.target === "webhook") return webhook.filters.includes(event);
  if (event !== "onMessageAdded") return false;
  if (webhook.target === "studio") return webhook.filters.length === 0 || webhook.filters.includes(event);
  return webhook.triggers.some((word) => message?.body.includes(word) ?? false);
}
