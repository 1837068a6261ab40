import type { Gap } from "../../../../src/bridge/ports.ts";
import type { EpochMs, TransportConversationId } from "../../../../src/domain/ids.ts";
import { findWhere, type State } from "./state.ts";

/** The model's histories are too short for anybody to have been met long ago. */
export function gapOf(state: State): Gap | null {
  const at = state.gaps.findIndex(({ closed }) => !closed);
  const found = state.gaps[at];
  if (found === undefined) return null;
  const places = [...state.members.values()].flatMap(({ id: memberId, placeId }) => {
    const open = findWhere(state.conversations, (one) => one.memberId === memberId);
    const conversationId = open === null || open.answering === "ended" ? null : open.id;
    return placeId === null ? [] : [{ memberId, placeId, conversationId }];
  });
  return { id: at + 1, since: found.since, places };
}

export function openGap(state: State, now: EpochMs): Gap | null {
  const heard = state.events.filter(({ event }) => event.source === "discord").map(({ event }) => event.at);
  if (gapOf(state) === null)
    state.gaps.push({ since: heard.length === 0 ? now : Math.max(...heard), closed: false });
  const gap = gapOf(state);
  if (gap === null || gap.places.length > 0) return gap;
  for (const one of state.gaps) one.closed = true;
  return null;
}

export function toRead({ conversations }: State, endedSince: EpochMs): readonly TransportConversationId[] {
  return [...conversations.values()].flatMap((one) => {
    const { transportConversationId: id, answering, endedAt, ahead } = one;
    const lately = answering !== "ended" || (endedAt ?? 0) >= endedSince || ahead.length > 0;
    return id !== null && lately ? [id] : [];
  });
}
