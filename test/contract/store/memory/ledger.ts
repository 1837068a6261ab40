import type { Case } from "../../../../src/domain/case.ts";
import type {
  AcceptResult,
  Decision,
  Entry,
  Learned,
  Ledger,
  Settlement,
  Situation,
} from "../../../../src/bridge/ports.ts";
import type { TimerRequest } from "../../../../src/bridge/effect.ts";
import type { Conversation, Member } from "../../../../src/domain/conversation.ts";
import type { InboundEvent } from "../../../../src/domain/event.ts";
import { accountFor } from "../../../../src/domain/line-order.ts";
import type { CaseNumber, EpochMs, MemberId } from "../../../../src/domain/ids.ts";
import { aboutWhom, delaysOf, isUndelivered, release } from "./places.ts";
import { earlierOf, isAnswered, toldOf } from "./changes.ts";
import { heardLines, heardPosts } from "./messages.ts";
import { gapOf, openGap, toRead } from "./gaps.ts";
import { addEffect, claim, isBeingSaid, lanesOf, perhapsBegun } from "./lanes.ts";
import { arrive, newcomersFor } from "./newcomers.ts";
import { earlierConversationsOf, transcriptOf } from "./past.ts";
import { copyOf, findWhere, type EffectRecord, type EventRecord, type State, type Stored } from "./state.ts";
import { casesSeen, openCasesOf, recordCase, refuseStrangers } from "./cases.ts";

export interface MemoryLedger {
  readonly ledger: Ledger;
  /** What being opened anew does: of each lane, one of those that wait may have been begun. */
  reopen(): void;
  stored(): Stored;
  /** Goes back to what `stored` gave at some time. */
  restore(stored: Stored): void;
}

/** The ledger in a few lists: what a real one must do, said as plainly as possible. */
export function createMemoryLedger(now: () => EpochMs): MemoryLedger {
  let state: State = {
    events: [],
    effects: [],
    members: new Map(),
    conversations: new Map(),
    cases: [],
    timers: [],
    timersSet: 0,
    checkpoint: null,
    newcomers: new Map(),
    raid: null,
    gaps: [],
  };

  let begun: ReadonlySet<number> = new Set();

  const transaction = async <Result>(work: (state: State) => Result): Promise<Result> => {
    const draft = copyOf(state);
    const result = work(draft);
    state = draft;
    return result;
  };

  const ledger: Ledger = {
    accept: (events, checkpoint) =>
      transaction((state) => {
        if (checkpoint !== undefined) state.checkpoint = checkpoint;
        return events.map((event) => record(state, event));
      }),
    decideNext: (memberId, choose) => transaction((state) => decideNext(state, memberId, choose, now())),
    claim: (lane) => transaction((state) => claim(state, lane, now(), begun)),
    settle: (id, settlement) => transaction((state) => settle(state, { id, begun }, settlement)),
    nextTimer: () =>
      transaction(({ timers }) => (timers.length === 0 ? null : Math.min(...timers.map((t) => t.dueAt)))),
    ringTimers: (by) => transaction((state) => ringTimers(state, by)),
    unfinished: () =>
      transaction(({ events, effects }) => ({
        members: [...new Set(events.filter((e) => e.state === "new").map((e) => e.memberId as MemberId))],
        lanes: lanesOf(effects.filter((one) => one.state === "pending")),
      })),
    checkpoint: () => transaction((state) => state.checkpoint),
    openGap: () => transaction((state) => openGap(state, now())),
    closeGap: (id) =>
      transaction((state) => {
        const gap = state.gaps[id - 1];
        if (gap !== undefined) gap.closed = true;
      }),
    gap: () => transaction((state) => gapOf(state)),
    heardPosts: ({ conversationId, placeId }) =>
      transaction((state) => (conversationId === null ? [] : heardPosts(state, conversationId, placeId))),
    heardLines: (id) => transaction((state) => heardLines(state, id)),
    delays: (before) => transaction((state) => delaysOf(state, before)),
    threads: () =>
      transaction(({ members }) => [...members.values()].flatMap(({ threadId }) => threadId ?? [])),
    transcript: (id) => transaction((state) => transcriptOf(state, id)),
    openCases: (memberId) => transaction((state) => openCasesOf(state, memberId)),
    earlierConversations: (memberId) => transaction((state) => earlierConversationsOf(state, memberId)),
    conversationsToRead: (endedSince) => transaction((state) => toRead(state, endedSince)),
    conversationOf: (id) =>
      transaction((state) => findWhere(state.conversations, (one) => one.transportConversationId === id)),
  };
  return {
    ledger,
    reopen() {
      state = copyOf(state);
      begun = perhapsBegun(state);
    },
    stored: () => state,
    restore(stored) {
      state = copyOf(stored as State);
    },
  };
}

function record(state: State, event: InboundEvent): AcceptResult {
  const { source, sourceId, happening } = event;
  if (state.events.some(({ event: e }) => e.source === source && e.sourceId === sourceId)) {
    return { state: "duplicate" };
  }
  const about = aboutWhom(state, happening);
  const seq = state.events.length + 1;
  state.events.push({ seq, event, ...about, state: about.memberId === null ? "ignored" : "new" });
  if (about.memberId === null) return { state: "ignored", reason: "it belongs to no conversation of ours" };
  return { state: "new", memberId: about.memberId };
}

function decideNext(
  state: State,
  memberId: MemberId,
  choose: (situation: Situation, entry: Entry) => Decision,
  now: EpochMs,
) {
  const oldest = state.events.find((one) => one.memberId === memberId && one.state === "new");
  if (oldest === undefined) return null;
  const situation = situationOf(state, memberId, oldest);
  const entry: Entry = { seq: oldest.seq, event: oldest.event };
  const decision = choose(situation, entry);
  const { ignored, member, conversation, ended, changedCase, effects, timers } = decision;
  const owners = [member?.id, conversation?.memberId, ended?.memberId];
  if (owners.some((id) => id !== undefined && id !== memberId)) throw new Error("another member's");
  refuseStrangers(state, memberId, changedCase);
  if (member !== undefined) state.members.set(memberId, member);
  if (ended !== undefined) state.conversations.set(ended.id, ended);
  if (conversation !== undefined) state.conversations.set(conversation.id, conversation);
  const rings =
    changedCase === undefined ? [] : recordCase(state, changedCase, (event) => record(state, event));
  if (decision.arrival !== undefined) arrive(state, memberId, decision.arrival);
  if (decision.redeliver !== undefined) release(state, decision.redeliver, now);
  for (const timer of timers) {
    if (!state.conversations.has(timer.conversationId)) throw new Error("unknown conversation");
    state.timers = state.timers.filter((one) => timerName(one) !== timerName(timer));
    state.timersSet += 1;
    state.timers.push({ ...timer, id: state.timersSet });
  }
  for (const effect of effects) addEffect(state, oldest, effect, { ...decision, now });
  const again = decision.redeliver === undefined ? [] : (["member"] as const);
  const directions = [...new Set([...again, ...effects.map((effect) => effect.direction)])];
  const after = ended ?? conversation ?? situation.conversation;
  const conversationId = oldest.conversationId ?? after?.id ?? null;
  state.events[oldest.seq - 1] = {
    ...oldest,
    conversationId,
    state: ignored === null ? "decided" : "ignored",
  };
  return { entry, ignored, directions, timers: timers.length > 0, rings, conversation: after };
}

function situationOf(state: State, memberId: MemberId, event: EventRecord): Situation {
  const earlier = earlierOf(state, event);
  const about = event.conversationId ?? earlier?.conversationId ?? null;
  const open = findWhere(
    state.conversations,
    (one) => one.memberId === memberId && one.answering !== "ended",
  );
  const conversation = about === null ? open : (state.conversations.get(about) ?? null);
  const isIts = (one: Case) =>
    (conversation !== null && one.conversations.includes(conversation.id)) ||
    one.number === conversation?.caseNumber;
  return {
    member: state.members.get(memberId) as Member,
    conversation,
    block: null,
    earlier: earlier === null ? null : toldOf(earlier),
    open,
    latestCase: state.cases.findLast(isIts) ?? null,
    undelivered:
      conversation !== null && ["place.opened", "line.delivered"].includes(event.event.happening.kind)
        ? state.effects.filter((one) => isUndelivered(one, conversation.id)).length
        : 0,
    answered: (postId) => conversation !== null && isAnswered(state, conversation.id, postId),
    ...casesSeen(state, memberId),
    newcomers: newcomersFor(state, memberId),
    nextCaseNumber: (state.cases.length + 1) as CaseNumber,
  };
}

function settle(
  state: State,
  { id, begun }: { readonly id: number; readonly begun: ReadonlySet<number> },
  settlement: Settlement,
): readonly AcceptResult[] {
  const effect = state.effects.find((one) => one.id === id && one.state === "pending");
  if (effect === undefined) return [];
  const change = (fields: Partial<EffectRecord>) => (state.effects[id - 1] = { ...effect, ...fields });
  if (settlement.outcome === "retry") {
    const { at: dueAt, inDoubt } = settlement;
    change({ attempts: effect.attempts + 1, dueAt, inDoubt: effect.inDoubt || inDoubt });
    return [];
  }
  const awaits = settlement.outcome === "parked" ? settlement.awaits : undefined;
  if (
    awaits !== undefined &&
    isBeingSaid(state, { conversationId: effect.conversationId, postId: awaits.to }, begun)
  ) {
    change({ attempts: effect.attempts + 1, dueAt: awaits.tryAgainAt });
    return [];
  }
  const failure = settlement.outcome === "parked" ? settlement.failure.code : effect.failure;
  change({ state: settlement.outcome, failure });
  if (settlement.outcome === "done") {
    change({ state: "done", remoteId: settlement.remoteId, remoteIds: settlement.remoteIds ?? null });
    learn(state, effect, settlement.learned ?? {});
  }
  return (settlement.events ?? []).map((event) => record(state, event));
}

function learn(state: State, { memberId, conversationId }: EffectRecord, learned: Learned): void {
  const { placeId, threadId, requestPosted, postedIndex, card, ...ids } = learned;
  const member = state.members.get(memberId) as Member;
  if (placeId !== undefined) {
    state.members.set(memberId, { ...member, placeId, threadId: threadId ?? member.threadId });
  }
  const { placeId: _, threadId: __, ...ofConversation } = learned;
  if (Object.keys(ofConversation).length === 0) return;
  const conversation = conversationId === null ? undefined : state.conversations.get(conversationId);
  if (conversation === undefined) throw new Error("nothing to learn it of");
  const posted = requestPosted ?? conversation.requestPosted;
  const order = postedIndex === undefined ? {} : accountFor(conversation, postedIndex);
  const changed = { ...ids, ...order, requestPosted: posted, card: { ...conversation.card, ...card } };
  state.conversations.set(conversation.id, { ...conversation, ...changed });
}

function ringTimers(state: State, by: EpochMs): readonly AcceptResult[] {
  const due = state.timers.filter((one) => one.dueAt <= by).sort((a, b) => a.dueAt - b.dueAt || a.id - b.id);
  state.timers = state.timers.filter((one) => one.dueAt > by);
  return due.map(({ id, conversationId, timer, subject, dueAt }) => {
    const { memberId } = state.conversations.get(conversationId) as Conversation;
    const happening = { kind: "timer.rang", memberId, conversationId, timer, subject } as const;
    return record(state, { source: "timer", sourceId: String(id), at: dueAt, happening });
  });
}

function timerName({ conversationId, timer, subject }: TimerRequest): string {
  return JSON.stringify([conversationId, timer, subject]);
}
