import type { Decision, Due, Lane } from "../../../../src/bridge/ports.ts";
import type { Effect } from "../../../../src/bridge/effect.ts";
import type { Member } from "../../../../src/domain/conversation.ts";
import type { ConversationId, EpochMs, MemberId, PostId } from "../../../../src/domain/ids.ts";
import { answersTo, changesFor } from "./changes.ts";
import { byLane, type EffectRecord, type EventRecord, type State } from "./state.ts";

/** What waits to go out, in the model's lists. */

export function addEffect(
  state: State,
  { seq: eventSeq, memberId }: EventRecord,
  effect: Effect,
  { now, heldUntil, insteadOf }: Pick<Decision, "heldUntil" | "insteadOf"> & { readonly now: EpochMs },
) {
  const conversationId = "conversationId" in effect ? effect.conversationId : null;
  const conversation = conversationId === null ? undefined : state.conversations.get(conversationId);
  if (conversationId !== null && conversation === undefined) throw new Error("unknown conversation");
  const id = state.effects.length + 1;
  const stead = state.effects.find((one) => one.id === insteadOf);
  state.effects.push({
    id,
    eventSeq,
    effect,
    memberId: memberId as MemberId,
    conversationId,
    epoch: conversation?.epoch ?? null,
    decidedAt: now,
    state: "pending",
    attempts: 0,
    inDoubt: false,
    dueAt: effect.direction === "agent" ? (heldUntil ?? now) : now,
    rank: stead?.effect.direction === effect.direction ? stead.rank : id,
    remoteId: null,
    remoteIds: null,
    failure: null,
  });
}

export function claim(state: State, { memberId, direction }: Lane, now: EpochMs, begun: ReadonlySet<number>) {
  const oldest = oldestOf(state, { memberId, direction });
  if (oldest === undefined) return { state: "empty" } as const;
  const isLoss = ({ event, ...one }: EventRecord) =>
    one.memberId === memberId && one.state === "new" && event.happening.kind === "delivery.failed";
  if (state.events.some(isLoss)) return { state: "undecided" } as const;
  if (oldest.dueAt > now) return { state: "later", at: oldest.dueAt } as const;
  const {
    id,
    conversationId,
    eventSeq: _,
    state: __,
    dueAt: ___,
    rank: ____,
    remoteId: _____,
    remoteIds: ______,
    failure: _______,
    ...rest
  } = oldest;
  const due: Due = {
    ...rest,
    ...changesFor(state, oldest),
    effectId: id,
    inDoubt: rest.inDoubt || begun.has(id),
    member: state.members.get(memberId) as Member,
    conversation: conversationId === null ? null : (state.conversations.get(conversationId) ?? null),
    votes: { up: 0, down: 0 },
    theCase: "caseNumber" in rest.effect ? (state.cases[rest.effect.caseNumber - 1] ?? null) : null,
  };
  return { state: "due", due } as const;
}

function oldestOf({ effects }: State, { memberId, direction }: Lane): EffectRecord | undefined {
  return effects
    .filter(
      (one) => one.memberId === memberId && one.effect.direction === direction && one.state === "pending",
    )
    .toSorted(byLane)
    .at(0);
}

/** Whether an answer to that message waits to go out, and may be under way or have gone out. */
export function isBeingSaid(
  state: State,
  { conversationId, postId }: { readonly conversationId: ConversationId | null; readonly postId: PostId },
  begun: ReadonlySet<number>,
): boolean {
  if (conversationId === null) return false;
  return answersTo(state, conversationId, postId).some(
    (one) =>
      one.state === "pending" && (one.inDoubt || begun.has(one.id) || oldestOf(state, laneOf(one)) === one),
  );
}

function laneOf({ memberId, effect: { direction } }: EffectRecord): Lane {
  return { memberId, direction };
}

/** The oldest of each lane that is not in doubt anyway: what waits behind it was never begun. */
export function perhapsBegun({ effects }: State): ReadonlySet<number> {
  const sure = effects.filter(({ state, inDoubt }) => state === "pending" && !inDoubt).toSorted(byLane);
  const oldest = new Map<string, number>();
  for (const { id, memberId, effect } of sure) {
    const lane = `${memberId} ${effect.direction}`;
    if (!oldest.has(lane)) oldest.set(lane, id);
  }
  return new Set(oldest.values());
}

export function lanesOf(effects: readonly EffectRecord[]): readonly Lane[] {
  const named = effects.map(({ memberId, effect: { direction } }): [string, Lane] => [
    `${memberId} ${direction}`,
    { memberId, direction },
  ]);
  return [...new Map(named).values()];
}
