import type { Delays, LateLane } from "../../../../src/bridge/ports.ts";
import { blankGateMemory, type Delay, UNTOLD_LOCALE } from "../../../../src/domain/conversation.ts";
import type { Happening } from "../../../../src/domain/event.ts";
import type { EpochMs, PlaceId } from "../../../../src/domain/ids.ts";
import { subjectOf } from "./past.ts";
import { type EffectRecord, findWhere, type State } from "./state.ts";

/** Whose an event is, and about which conversation; it also remembers what it tells of the member. */
export function aboutWhom(state: State, happening: Happening) {
  if ("transportConversationId" in happening) {
    const { transportConversationId: id } = happening;
    const found = findWhere(state.conversations, (one) => one.transportConversationId === id);
    return { memberId: found?.memberId ?? null, conversationId: found?.id ?? null };
  }
  if (happening.kind === "member.deleted") {
    const written = state.events.find(
      ({ event }) => event.source === "discord" && event.sourceId === happening.postId,
    );
    const owner = findWhere(state.members, ({ placeId }) => placeId === happening.placeId);
    return { memberId: written?.memberId ?? owner?.id ?? null, conversationId: null };
  }
  const { memberId } = happening;
  if ("placeId" in happening) {
    const owner = findWhere(state.members, ({ threadId }) => threadId === happening.placeId);
    if (owner !== null && owner.id !== memberId) return { memberId: null, conversationId: null };
  }
  if ("displayName" in happening) {
    const known = state.members.get(memberId);
    state.members.set(memberId, {
      id: memberId,
      displayName: happening.displayName,
      locale: happening.locale ?? known?.locale ?? UNTOLD_LOCALE,
      placeId: placeNow(happening, known?.placeId ?? null),
      threadId: known?.threadId ?? null,
      conversations: known?.conversations ?? 0,
      gate: known?.gate ?? blankGateMemory,
    });
    return { memberId, conversationId: subjectOf(state, happening) };
  }
  const conversationId = "conversationId" in happening ? happening.conversationId : null;
  const known =
    conversationId === null
      ? state.members.has(memberId)
      : state.conversations.get(conversationId)?.memberId === memberId;
  return known ? { memberId, conversationId } : { memberId: null, conversationId: null };
}

/** A change of what was written elsewhere leads nobody back there. */
function placeNow(happening: Happening, before: PlaceId | null): PlaceId | null {
  if (!("placeId" in happening)) return before;
  return happening.kind === "member.edited" ? (before ?? happening.placeId) : happening.placeId;
}

/** Whether the member's place did not take it. */
export function isUndelivered({ state, effect, conversationId, failure }: EffectRecord, id: string): boolean {
  const closed = failure === "member.unreachable";
  return state === "parked" && effect.kind === "say" && conversationId === id && closed;
}

/** Has what the member's place did not take go out again. */
export function release(state: State, id: string, now: EpochMs): void {
  for (const one of state.effects) {
    if (!isUndelivered(one, id)) continue;
    state.effects[one.id - 1] = { ...one, state: "pending", attempts: 0, dueAt: now };
  }
}

/** What waits for longer than that, against what people were told. */
export function delaysOf({ effects, conversations }: State, before: EpochMs): Delays {
  const late = new Map<string, LateLane>();
  for (const { id, state, effect, memberId, conversationId, decidedAt, dueAt, attempts } of effects) {
    const waits = state === "pending" && decidedAt < before && !(attempts === 0 && dueAt >= before);
    const line = effect.kind === "say" || effect.kind === "post";
    if (!waits || !line || conversationId === null) continue;
    const side: Delay["side"] = effect.direction;
    const name = `${side} ${conversationId}`;
    if (!late.has(name)) late.set(name, { memberId, conversationId, side, effectId: id });
  }
  const told = new Map<string, LateLane>();
  for (const { id: conversationId, memberId, delays } of conversations.values())
    for (const delay of delays)
      told.set(`${delay.side} ${conversationId}`, { ...delay, memberId, conversationId });
  return {
    began: [...late].filter(([name]) => !told.has(name)).map(([, lane]) => lane),
    over: [...told].filter(([name]) => !late.has(name)).map(([, lane]) => lane),
  };
}
