import type {
  AgentDeleted,
  AgentEdited,
  AgentWrote,
  InboundEvent,
  TransportClosed,
  TransportEvent,
} from "../domain/event.ts";
import type { EpochMs, TransportConversationId, TransportMessageId } from "../domain/ids.ts";
import { agentLine } from "./agent-line.ts";
import { channelId } from "./chat/channel-id.ts";
import { parseMedia } from "./media.ts";
import { pick, type Form } from "./form.ts";
import { isSid } from "./sids.ts";

/** What a request means to us: something that happened, nothing, or no sense. */
export type Inbound =
  | { readonly event: InboundEvent & { readonly happening: TransportEvent } }
  | { readonly ignored: string }
  | { readonly invalid: string };

const CONVERSATION_PARAMETERS = [
  "EventType",
  "ConversationSid",
  "MessageSid",
  "Index",
  "Author",
  "Body",
  "Attributes",
  "Media",
  "DateCreated",
  "StateFrom",
  "DateUpdated",
  "StateTo",
  "Reason",
  "StateUpdated",
] as const;

type ConversationParameters = Partial<Record<(typeof CONVERSATION_PARAMETERS)[number], string>>;

/** A webhook of the Conversations API. `now` stands in where it does not say when it happened. */
export function conversationEvent(form: Form, now: EpochMs): Inbound {
  const given = pick(form, CONVERSATION_PARAMETERS);
  if (given === null) return { invalid: "a parameter has two values" };
  const conversation = conversationSid(given.ConversationSid);
  if (conversation === null) return { invalid: "no conversation is named" };
  switch (given.EventType) {
    case undefined:
      return { invalid: "no event is named" };
    case "onMessageAdded":
      return messageTold(given, conversation, now);
    case "onMessageUpdated":
      return asEdited(messageTold(given, conversation, now), dateOf(given.DateUpdated) ?? now);
    case "onMessageRemoved":
      return asDeleted(messageTold(given, conversation, now), now);
    case "onConversationStateUpdated":
      if (given.StateTo === undefined) return { invalid: "no state is named" };
      return stateUpdated(given, conversation, now);
    case "onConversationRemoved":
      return { event: closedEvent(conversation, now) };
    default:
      return { ignored: "not an event we follow" };
  }
}

function stateUpdated(
  { StateFrom, StateTo, Reason, StateUpdated }: ConversationParameters,
  conversation: TransportConversationId,
  now: EpochMs,
): Inbound {
  if (StateTo === "closed") return { event: closedEvent(conversation, now) };
  // What time alone made inactive was put aside by nobody.
  const held = StateTo === "inactive" && Reason === "API";
  const resumed = StateTo === "active" && StateFrom === "inactive";
  if (!held && !resumed) return { ignored: "the conversation goes on" };
  const happening = { kind: "transport.held", transportConversationId: conversation, held } as const;
  const sourceId = `${conversation}:${StateTo}:${StateUpdated ?? now}`;
  return { event: { source: "transport", sourceId, at: dateOf(StateUpdated) ?? now, happening } };
}

/** A change is told with all that the message's own webhook has; what that would not be, the change is not either. */
export function asEdited(told: Inbound, at: EpochMs): Inbound {
  if (!("event" in told) || told.event.happening.kind !== "agent.wrote") return told;
  const { happening, sourceId } = told.event;
  return { event: editedEvent({ sourceId, happening }, at) };
}

/** Told under the message's id and the time of the change, so that each change is one event. */
export function editedEvent(
  { sourceId, happening: wrote }: { readonly sourceId: string; readonly happening: AgentWrote },
  at: EpochMs,
): InboundEvent & { readonly happening: AgentEdited } {
  const { files: _, ...happening } = wrote;
  return {
    source: "transport",
    sourceId: `${sourceId}:edit:${at}`,
    at,
    happening: { ...happening, kind: "agent.edited" },
  };
}

/** The same of a message that was taken back. */
export function asDeleted(told: Inbound, at: EpochMs): Inbound {
  if (!("event" in told) || told.event.happening.kind !== "agent.wrote") return told;
  const { transportConversationId, transportMessageId: id, index } = told.event.happening;
  return { event: deletedEvent(transportConversationId, { id, index }, at) };
}

/** A line is taken back once. */
export function deletedEvent(
  transportConversationId: TransportConversationId,
  { id, index }: { readonly id: TransportMessageId; readonly index: number },
  at: EpochMs,
): InboundEvent & { readonly happening: AgentDeleted } {
  const about = { transportConversationId, transportMessageId: id, index };
  const happening = { kind: "agent.deleted", ...about } as const;
  return { source: "transport", sourceId: `${id}:deleted`, at, happening };
}

function messageTold(
  given: ConversationParameters,
  conversation: TransportConversationId,
  now: EpochMs,
): Inbound {
  const { MessageSid, Author, Body = "", Media, Attributes, DateCreated } = given;
  const index = wholeNumber(given.Index);
  if (!isSid(MessageSid, "IM")) return { invalid: "no message is named" };
  if (Author === undefined) return { invalid: "no author is named" };
  if (index === null) return { invalid: "the message has no index" };
  if (given.Body === undefined && Media === undefined) return { invalid: "the message has no content" };
  const line = agentLine({
    conversation,
    sid: MessageSid,
    index,
    author: Author,
    body: Body,
    attributes: Attributes,
    files: parseMedia(conversation, Media),
    at: dateOf(DateCreated) ?? now,
  });
  return "ignored" in line ? line : { event: line };
}

/** Closed and removed are both for good, so whichever comes first counts. */
export function closedEvent(
  conversation: TransportConversationId,
  now: EpochMs,
): InboundEvent & { readonly happening: TransportClosed } {
  const happening = { kind: "transport.closed", transportConversationId: conversation } as const;
  return { source: "transport", sourceId: `${conversation}:closed`, at: now, happening };
}

/** The flow's question, from JSON or a form; its secret has been checked before. */
export function studioQuestion(
  question: {
    readonly conversationSid?: unknown;
    /** What the flow of the legacy transport names instead. */
    readonly channelSid?: unknown;
    readonly messageSid?: unknown;
  },
  now: EpochMs,
): Exclude<Inbound, { readonly ignored: string }> {
  const conversation = conversationSid(question.conversationSid) ?? channelId(question.channelSid);
  const { messageSid } = question;
  if (conversation === null) return { invalid: "no conversation is named" };
  if (!isSid(messageSid, "IM")) return { invalid: "no message is named" };
  const happening = {
    kind: "assistant.asked",
    transportConversationId: conversation,
    transportMessageId: messageSid as TransportMessageId,
  } as const;
  return { event: { source: "studio", sourceId: messageSid, at: now, happening } };
}

export function conversationSid(value: unknown): TransportConversationId | null {
  return isSid(value, "CH") ? (value as TransportConversationId) : null;
}

export function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

export function dateOf(text: string | undefined): EpochMs | null {
  const ms = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}
