import type { AcceptResult } from "../../../bridge/ports.ts";
import type { Happening, InboundEvent, MemberEvent, MemberFacts } from "../../../domain/event.ts";
import { blankGateMemory, type Member, UNTOLD_LOCALE } from "../../../domain/conversation.ts";
import type { ConversationId, EpochMs, PlaceId } from "../../../domain/ids.ts";
import type { About } from "../tables/events.ts";
import type { Tables } from "../tables/all.ts";

/** Records one event, once. Runs inside the caller's transaction. */
export function recordEvent(tables: Tables, event: InboundEvent, receivedAt: EpochMs): AcceptResult {
  const { events } = tables;
  if (events.has(event)) return { state: "duplicate" };
  if (event.source === "discord") tables.gaps.hear(event.at);
  const about = whatItIsAbout(tables, event.happening);
  if ("ignored" in about) {
    events.insertIgnored(event, about.ignored, receivedAt);
    return { state: "ignored", reason: about.ignored };
  }
  events.insertNew(event, about, receivedAt);
  return { state: "new", memberId: about.memberId };
}

function whatItIsAbout(tables: Tables, happening: Happening): About | { readonly ignored: string } {
  if ("transportConversationId" in happening) {
    const conversation = tables.conversations.findByTransport(happening.transportConversationId);
    if (conversation === null) return { ignored: "it belongs to no conversation of ours" };
    return { memberId: conversation.memberId, conversationId: conversation.id };
  }
  if (happening.kind === "member.deleted") {
    // They may have written it where they talk no more.
    const writer = tables.events.memberOf("discord", happening.postId);
    const memberId = writer ?? tables.members.ownerOf(happening.placeId);
    return memberId === null ? { ignored: "nobody is known there" } : { memberId, conversationId: null };
  }
  const { memberId } = happening;
  if ("placeId" in happening) {
    const owner = tables.members.ownerOfThread(happening.placeId);
    if (owner !== null && owner !== memberId) return { ignored: "it is another member's private thread" };
  }
  if ("displayName" in happening) {
    meet(tables, happening);
    return { memberId, conversationId: subjectOf(tables, happening) };
  }
  const conversationId = "conversationId" in happening ? happening.conversationId : null;
  const known =
    conversationId === null
      ? tables.members.find(memberId) !== null
      : tables.conversations.find(conversationId)?.memberId === memberId;
  return known ? { memberId, conversationId } : { ignored: "it belongs to no conversation of ours" };
}

/** Where somebody talks; that they change what they wrote elsewhere leads nobody back there. */
function placeNow(event: Extract<MemberEvent, MemberFacts>, known: Member | null): PlaceId | null {
  const before = known?.placeId ?? null;
  if (!("placeId" in event)) return before;
  return event.kind === "member.edited" ? (before ?? event.placeId) : event.placeId;
}

/** The member's own conversation that a button or form was made for; null when it was made for none. */
function subjectOf({ conversations }: Tables, event: MemberEvent): ConversationId | null {
  if (!("subject" in event) || event.subject === "") return null;
  const found = conversations.find(event.subject as ConversationId);
  return found?.memberId === event.memberId ? found.id : null;
}

/** Remembers what the event tells of the member. */
function meet({ members }: Tables, event: Extract<MemberEvent, MemberFacts>): void {
  const known = members.find(event.memberId);
  const met: Member = {
    id: event.memberId,
    displayName: event.displayName,
    locale: event.locale ?? known?.locale ?? UNTOLD_LOCALE,
    placeId: placeNow(event, known),
    threadId: known?.threadId ?? null,
    conversations: known?.conversations ?? 0,
    gate: known?.gate ?? blankGateMemory,
  };
  const same =
    met.displayName === known?.displayName && met.locale === known.locale && met.placeId === known.placeId;
  if (!same) members.put(met);
}
