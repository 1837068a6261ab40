import type { Direction, Effect } from "../../../bridge/effect.ts";
import type { Decided, Decision, Earlier, Entry, Situation } from "../../../bridge/ports.ts";
import type { CaseField, Changed } from "../../../domain/case.ts";
import {
  blankGateMemory,
  type Conversation,
  type Member,
  UNTOLD_LOCALE,
} from "../../../domain/conversation.ts";
import type { Happening } from "../../../domain/event.ts";
import { Failure } from "../../../domain/failure.ts";
import type { EpochMs, MemberId } from "../../../domain/ids.ts";
import { recordCase } from "../case-book.ts";
import { recordEvent } from "./intake.ts";
import { conversationOf } from "../tables/effects.ts";
import type { Undecided } from "../tables/events.ts";
import type { Tables } from "../tables/all.ts";

const PLACE_OPENS: ReadonlySet<Happening["kind"]> = new Set(["place.opened", "line.delivered"]);

type Choose = (situation: Situation, entry: Entry) => Decision;

/** Decides the member's oldest undecided event. Runs inside the caller's transaction. */
export function decideOldest(tables: Tables, id: MemberId, choose: Choose, now: EpochMs): Decided | null {
  const undecided = tables.events.oldestUndecided(id);
  if (undecided === null) return null;
  const { entry } = undecided;
  const situation = situationOf(tables, undecided);
  const decision = choose(situation, entry);
  const rings = storeDecision(tables, situation, decision, now);
  storeEffects(tables, { entry, situation, decision, now });
  const conversation = decision.ended ?? decision.conversation ?? situation.conversation;
  tables.events.settle(entry.seq, {
    ignored: decision.ignored,
    conversationId: conversation?.id ?? null,
    at: now,
  });
  return {
    entry,
    ignored: decision.ignored,
    directions: directionsOf(decision),
    timers: decision.timers.length > 0,
    rings,
    conversation,
  };
}

function directionsOf({ effects, redeliver }: Decision): readonly Direction[] {
  const added = effects.map(({ direction }) => direction);
  return [...new Set(redeliver === undefined ? added : (["member", ...added] as const))];
}
/** As many cases as anybody wants to read of at once. */
export const MOST_CASES = 10;

function situationOf(tables: Tables, { memberId, conversationId: named, entry }: Undecided): Situation {
  const { cases, conversations } = tables;
  const earlier = tables.changes.earlier(entry);
  const conversationId = named ?? earlier?.conversationId ?? null;
  const conversation =
    conversationId === null ? conversations.findOpen(memberId) : conversations.find(conversationId);
  return {
    member: theMember(tables, memberId),
    conversation,
    block: "memberId" in entry.event.happening ? tables.blocks.find(memberId) : null,
    earlier: earlier === null ? null : toldOf(earlier),
    open:
      conversation === null || conversation.answering === "ended"
        ? conversations.findOpen(memberId)
        : conversation,
    latestCase: conversation === null ? null : cases.latest(conversation),
    undelivered:
      conversation !== null && PLACE_OPENS.has(entry.event.happening.kind)
        ? tables.undelivered.count(conversation.id)
        : 0,
    answered: (postId) => conversation !== null && tables.answers.has(conversation.id, postId),
    memberCases: () => cases.ofMember(memberId, MOST_CASES),
    openCases: () => cases.openOf(memberId, MOST_CASES),
    caseByNumber: (number) => cases.find(number),
    caseFrom: (source) => {
      const found = cases.from(source);
      return found?.memberId === memberId ? found : null;
    },
    similarCases: (kind, text, most) => tables.similar.find(kind, text, most),
    asked: (id) => tables.events.asked(memberId, id),
    newcomers: tables.newcomers.of(memberId),
    voteOn: (number) => tables.votes.of(number, memberId),
    caseAbout: (message) => {
      const number = tables.caseMessages.find(message);
      return number === null ? null : cases.find(number);
    },
    nextCaseNumber: cases.nextNumber(),
  };
}

function toldOf({ text, at, deleted, files }: Earlier): Earlier {
  return { text, at, deleted, files };
}

/** The member behind something recorded; the schema's foreign keys say that there is one. */
export function theMember({ members }: Tables, id: MemberId): Member {
  const member = members.find(id);
  if (member === null)
    throw new Failure("store.corrupt", "A member of the ledger is missing.", { where: id });
  return member;
}

/** What others can do to a case that is not theirs. */
const OTHERS: ReadonlySet<CaseField> = new Set(["reporter", "note", "files", "missing-files"]);

function storeDecision(
  tables: Tables,
  situation: Situation,
  decision: Decision,
  now: EpochMs,
): readonly MemberId[] {
  const { member } = situation;
  const { conversation, ended, changedCase } = decision;
  const owners = [decision.member?.id, conversation?.memberId, ended?.memberId];
  const strangers = owners.some((id) => id !== undefined && id !== member.id);
  if (strangers) throw new Failure("bug.unexpected", "A decision may only touch the member it is about.");
  if (changedCase !== undefined && !mayChange(tables, situation, changedCase, decision)) {
    throw new Failure("bug.unexpected", "A decision changed a case that is not its own.");
  }
  if (decision.member !== undefined) tables.members.put(decision.member);
  if (decision.owner !== undefined) meetOwner(tables, decision.owner);
  if (ended !== undefined) tables.conversations.put(ended);
  if (conversation !== undefined) tables.conversations.put(conversation);
  if (decision.arrival !== undefined) tables.newcomers.put(member.id, decision.arrival);
  if (decision.redeliver !== undefined) tables.undelivered.release(decision.redeliver, now);
  for (const timer of decision.timers) tables.timers.set(timer);
  const rings = changedCase === undefined ? [] : recordCase(tables, changedCase, now);
  if (decision.about !== undefined && changedCase !== undefined)
    tables.caseMessages.put(decision.about, changedCase.case.number);
  return decision.vote === undefined
    ? rings
    : [...rings, ...recordVote(tables, member.id, decision.vote, now)];
}

function mayChange(
  tables: Tables,
  { nextCaseNumber, member }: Situation,
  { case: { number, memberId }, changes }: Changed,
  { asModerator }: Decision,
): boolean {
  const owner = tables.cases.find(number)?.memberId;
  const isNew = owner === undefined && number === nextCaseNumber;
  if (asModerator === true) return isNew || owner === memberId;
  const isTheirs = memberId === member.id && (isNew || owner === member.id);
  return isTheirs || (owner === memberId && changes.every(({ field }) => OTHERS.has(field)));
}

/** Somebody whose message became a case, and who may never have done anything here. */
function meetOwner({ members }: Tables, { id, displayName }: Pick<Member, "id" | "displayName">): void {
  if (members.find(id) !== null) return;
  members.put({
    id,
    displayName,
    locale: UNTOLD_LOCALE,
    placeId: null,
    threadId: null,
    conversations: 0,
    gate: blankGateMemory,
  });
}

/** Stores a vote, and the news of it for what shows the case; gives whose lane has something to decide. */
function recordVote(
  tables: Tables,
  voter: MemberId,
  { caseNumber, vote }: NonNullable<Decision["vote"]>,
  now: EpochMs,
): readonly MemberId[] {
  const { version, memberId } = tables.votes.cast(caseNumber, voter, vote);
  const happening = { kind: "case.voted", memberId, caseNumber, version } as const;
  recordEvent(tables, { source: "case", sourceId: `${caseNumber}.${version}`, at: now, happening }, now);
  return [memberId];
}

interface Made {
  readonly entry: Entry;
  readonly situation: Situation;
  readonly decision: Decision;
  readonly now: EpochMs;
}

function storeEffects(tables: Tables, { entry, situation, decision, now }: Made): void {
  const atHand = decision.conversation ?? situation.conversation;
  const stead = decision.insteadOf === undefined ? null : tables.effects.standing(decision.insteadOf);
  for (const [index, effect] of decision.effects.entries()) {
    tables.effects.insert({
      eventSeq: entry.seq,
      index,
      memberId: situation.member.id,
      effect,
      epoch: epochFor(tables, effect, atHand),
      decidedAt: now,
      dueAt: effect.direction === "agent" ? (decision.heldUntil ?? now) : now,
      rank: stead?.direction === effect.direction ? stead.rank : null,
    });
  }
}

function epochFor(tables: Tables, effect: Effect, atHand: Conversation | null): number | null {
  const id = conversationOf(effect);
  if (id === null) return null;
  const conversation = atHand?.id === id ? atHand : tables.conversations.find(id);
  return conversation?.epoch ?? null;
}
