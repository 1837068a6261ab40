import type { Changed } from "../../../src/domain/case.ts";
import { caseRules } from "../../cases/rules.ts";
import type { Effect, Post, Say } from "../../../src/bridge/effect.ts";
import type { Decision, Entry, Situation } from "../../../src/bridge/ports.ts";
import { newConversation, type Conversation } from "../../../src/domain/conversation.ts";
import type { Happening, InboundEvent, MemberWrote, Source } from "../../../src/domain/event.ts";
import type {
  ConversationId,
  MemberId,
  PlaceId,
  PostId,
  TransportConversationId,
  TransportMessageId,
} from "../../../src/domain/ids.ts";

export const MIA = "900000000000000001" as MemberId;
export const NOAH = "900000000000000002" as MemberId;

/** A moment for events to happen at. */
export const THEN = 1_780_000_000_000;

export function event(source: Source, sourceId: string, happening: Happening): InboundEvent {
  return { source, sourceId, at: THEN, happening };
}

/** `memberId` wrote the post `id` in their DM. */
export function wrote(memberId: MemberId, id: string, facts: Partial<MemberWrote> = {}): InboundEvent {
  return event("discord", id, {
    kind: "member.wrote",
    memberId,
    displayName: memberId === MIA ? "Mia" : "Noah",
    placeId: `dm-${memberId}` as PlaceId,
    postId: id as PostId,
    text: `text of ${id}`,
    ...facts,
  });
}

export function agentWrote(conversation: string, id: string): InboundEvent {
  return event("transport", id, {
    kind: "agent.wrote",
    transportConversationId: conversation as TransportConversationId,
    transportMessageId: id as TransportMessageId,
    index: 0,
    author: "alex",
    text: `agent's text of ${id}`,
  });
}

export function answered(memberId: MemberId, conversationId: string, id: string): InboundEvent {
  return event("assistant", id, {
    kind: "assistant.answered",
    memberId,
    conversationId: conversationId as ConversationId,
    postId: id as PostId,
    epoch: 0,
    text: `answer to ${id}`,
    found: true,
  });
}

/** Something of Mia's could not be delivered. */
export const failed = (id: string, effectId: number) =>
  event("bridge", id, {
    kind: "delivery.failed",
    memberId: MIA,
    conversationId: null,
    side: "member",
    code: "member.unreachable",
    interactionId: null,
    post: null,
    effectId,
  });

/** The member's next conversation, as it begins. */
export function conversationOf({ member }: Pick<Situation, "member">, fields: Partial<Conversation> = {}) {
  const ordinal = member.conversations + 1;
  const id = `c-${member.id}-${ordinal}` as ConversationId;
  return { ...newConversation({ id, memberId: member.id, ordinal, openedAt: THEN }), ...fields };
}

/** The case that a decision opens under a number, the situation's when it is not told. */
export function caseOf(
  { nextCaseNumber, member }: Situation,
  conversation: Conversation,
  number = nextCaseNumber,
): Changed {
  const wanted = {
    kind: "handoff",
    title: `case ${nextCaseNumber} of ${member.displayName}`,
    description: "",
    memberId: member.id,
    locale: member.locale,
    priority: "normal",
    tags: [],
    conversation: conversation.id,
    source: null,
  } as const;
  return caseRules.open(number, wanted, { by: "flexcord" }, THEN);
}

export function decision(fields: Partial<Decision> = {}): Decision {
  return { ignored: null, effects: [], timers: [], ...fields };
}

export const ignoring =
  (reason: string) =>
  (_situation: Situation, _entry: Entry): Decision =>
    decision({ ignored: reason });

export function say(text: string, conversationId: ConversationId | null = null): Say {
  return {
    kind: "say",
    direction: "member",
    voice: "notice",
    text,
    buttons: [],
    conversationId,
    interactionId: null,
  };
}

export function post(text: string, conversationId: ConversationId): Post {
  return {
    kind: "post",
    direction: "agent",
    conversationId,
    voice: "member",
    text,
    postId: null,
    startsFlow: false,
    asksForAgent: false,
  };
}

export function ensure(conversationId: ConversationId): Effect {
  return { kind: "conversation.ensure", direction: "agent", conversationId };
}

/** Opens a conversation with its place in the member's count, and what is to follow from it. */
export function opening(
  make: (situation: Situation, conversation: Conversation) => Partial<Decision> = () => ({}),
  fields: Partial<Conversation> = {},
) {
  return (situation: Situation): Decision => {
    const conversation = conversationOf(situation, fields);
    const member = { ...situation.member, conversations: conversation.ordinal };
    return decision({ member, conversation, ...make(situation, conversation) });
  };
}
