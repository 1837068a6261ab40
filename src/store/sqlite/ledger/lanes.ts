import type { Effect } from "../../../bridge/effect.ts";
import type { AcceptResult, AwaitedAnswer, Claim, Lane, Learned, Settlement } from "../../../bridge/ports.ts";
import { isInForce } from "../../../domain/block.ts";
import { Failure } from "../../../domain/failure.ts";
import type { EpochMs, MemberId } from "../../../domain/ids.ts";
import { theMember } from "./decide.ts";
import { recordEvent } from "./intake.ts";
import type { EffectOwner } from "../tables/effects.ts";
import type { Tables } from "../tables/all.ts";

/** What a lane finds when it asks for work. */
export function claimOldest(tables: Tables, lane: Lane, now: EpochMs): Claim {
  const pending = tables.effects.oldestPending(lane);
  if (pending === null) return { state: "empty" };
  // What goes out instead of the line may have to go before all that waits.
  if (tables.events.lossUndecided(lane.memberId)) return { state: "undecided" };
  if (pending.dueAt > now) return { state: "later", at: pending.dueAt };
  const { id, conversationId, dueAt: _, ...due } = pending;
  return {
    state: "due",
    due: {
      ...due,
      effectId: id,
      member: theMember(tables, due.memberId),
      carried: tables.changes.carried(due.effect),
      ...tables.changes.since(due.effect),
      blocked: carriesWords(due.effect) && isBlocked(tables, due.memberId, now),
      conversation: conversationId === null ? null : tables.conversations.find(conversationId),
      votes: due.effect.kind === "case.post" ? tables.votes.count(due.effect.caseNumber) : { up: 0, down: 0 },
      theCase: "caseNumber" in due.effect ? tables.cases.find(due.effect.caseNumber) : null,
    },
  };
}

/** What a member wrote or changed; the line that asks for a human is needed whatever it says. */
function carriesWords(effect: Effect): boolean {
  return effect.kind === "post"
    ? effect.voice === "member" && !effect.asksForAgent
    : effect.kind === "post.edit";
}

function isBlocked({ blocks }: Tables, id: MemberId, now: EpochMs): boolean {
  const block = blocks.find(id);
  return block !== null && isInForce(block, now);
}

/** Stores what became of a try. Runs inside the caller's transaction. */
export function settleEffect(
  tables: Tables,
  effectId: number,
  settlement: Settlement,
  now: EpochMs,
): readonly AcceptResult[] {
  const { effects } = tables;
  const owner = effects.findPending(effectId);
  if (owner === null) return [];
  switch (settlement.outcome) {
    case "done":
      effects.finish(effectId, { ...settlement, state: "done", at: now });
      if (settlement.learned !== undefined) learn(tables, owner, settlement.learned, now);
      break;
    case "dropped":
      effects.finish(effectId, { state: "dropped", at: now, reason: settlement.reason });
      break;
    case "retry":
      effects.retry(effectId, { ...settlement, failedAt: now });
      return [];
    case "parked": {
      const { failure, awaits } = settlement;
      if (awaits !== undefined && isBeingSaid(tables, owner, awaits)) {
        effects.retry(effectId, { at: awaits.tryAgainAt, failure, inDoubt: false, failedAt: now });
        return [];
      }
      effects.finish(effectId, { state: "parked", at: now, failure });
      break;
    }
  }
  return (settlement.events ?? []).map((event) => recordEvent(tables, event, now));
}

function isBeingSaid(
  { answers, effects }: Tables,
  { conversationId }: EffectOwner,
  { to }: AwaitedAnswer,
): boolean {
  return (
    conversationId !== null && answers.waiting(conversationId, to).some((id) => effects.mayHaveBegun(id))
  );
}

function learn(
  tables: Tables,
  { memberId, conversationId, caseNumber }: EffectOwner,
  learned: Learned,
  now: EpochMs,
): void {
  const { placeId, threadId, posted, ...ofConversation } = learned;
  if (posted !== undefined && caseNumber !== null) tables.cases.stand(caseNumber, posted, now);
  if (placeId !== undefined) {
    const member = theMember(tables, memberId);
    tables.members.put({ ...member, placeId, threadId: threadId ?? member.threadId });
  }
  if (Object.keys(ofConversation).length === 0) return;
  if (conversationId === null) {
    throw new Failure("bug.unexpected", "An effect without a conversation taught something about one.");
  }
  tables.conversations.learn(conversationId, ofConversation);
}
