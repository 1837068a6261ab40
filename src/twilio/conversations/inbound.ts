import type { EpochMs, TransportConversationId } from "../../domain/ids.ts";
import { agentLine } from "../agent-line.ts";
import { dateOf, pick, wholeNumber, type Form } from "../form.ts";
import { parseMedia } from "../media.ts";
import { conversationSid, isSid } from "../sids.ts";
import { asDeleted, asEdited, closedEvent, type Inbound } from "../told.ts";

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
