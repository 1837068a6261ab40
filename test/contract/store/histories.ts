import type { Direction, Effect } from "../../../src/bridge/effect.ts";
import type { Arrival, Decision, Entry, Ledger, Settlement, Situation } from "../../../src/bridge/ports.ts";
import { blankGateMemory, type Conversation } from "../../../src/domain/conversation.ts";
import type { InboundEvent } from "../../../src/domain/event.ts";
import { Failure } from "../../../src/domain/failure.ts";
import type {
  CaseNumber,
  EpochMs,
  MemberId,
  PlaceId,
  PostId,
  TaskId,
  TransportConversationId,
} from "../../../src/domain/ids.ts";
import {
  MIA,
  NOAH,
  THEN,
  agentWrote,
  answered,
  caseOf,
  conversationOf,
  decision,
  ensure,
  event,
} from "./samples.ts";
import { post, say, wrote } from "./samples.ts";

/** One call, given to the ledger under test and to the model alike. */
export interface Step {
  readonly name: string;
  /** Only calls that write keep their order when they are made at once. */
  readonly writes: boolean;
  readonly call: (ledger: Ledger) => Promise<unknown>;
}

export interface Dice {
  /** A whole number from 0 to `below` - 1. */
  number(below: number): number;
  pick<Value>(values: readonly Value[]): Value;
  chance(percent: number): boolean;
}

/** mulberry32: the same seed gives the same throws. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const number = (below: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
  const pick = <Value>(values: readonly Value[]) => values[number(values.length)] as Value;
  return { number, pick, chance: (percent) => number(100) < percent };
}

const MEMBERS = [MIA, NOAH] as const;
const DIRECTIONS: readonly Direction[] = ["member", "agent", "assistant"];
const transportOf = ({ id }: Pick<Conversation, "id">) => `CH-${id}` as TransportConversationId;

/** The next call of a history. Ids come from small ranges, so that duplicates and strangers are common. */
export function randomStep(seed: number, d: Dice, now: EpochMs): Step {
  const memberId = d.pick(MEMBERS);
  const step = (name: string, writes: boolean, call: Step["call"]): Step => ({ name, writes, call });
  switch (d.number(12)) {
    case 0:
    case 1:
    case 2: {
      const events = Array.from({ length: 1 + d.number(3) }, () => randomEvent(d));
      const checkpoint = randomCheckpoint(d);
      return step("accept", true, (ledger) => ledger.accept(events, checkpoint));
    }
    case 3:
    case 4:
    case 5:
      return step("decideNext", true, (ledger) =>
        ledger.decideNext(memberId, (situation, entry) => randomDecision(seed, situation, entry)),
      );
    case 6:
    case 7: {
      const effectId = 1 + d.number(40);
      const settlement = randomSettlement(d, now);
      return step(`settle ${effectId}`, true, (ledger) => ledger.settle(effectId, settlement));
    }
    case 8: {
      const lane = { memberId, direction: d.pick(DIRECTIONS) };
      return step("claim", false, (ledger) => ledger.claim(lane));
    }
    case 9:
      return step("ringTimers", true, (ledger) => ledger.ringTimers(now));
    case 10:
      return step("nextTimer and checkpoint", false, async (ledger) => [
        await ledger.nextTimer(),
        await ledger.checkpoint(),
      ]);
    default: {
      const id = transportOf(conversationOf({ member: memberStub(memberId, d.number(4)) }));
      return step("unfinished and conversationOf", false, async (ledger) => {
        const { members, lanes } = await ledger.unfinished();
        const names = lanes.map((lane) => `${lane.memberId} ${lane.direction}`);
        const toRead = new Set(await ledger.conversationsToRead(now));
        return [new Set(members), new Set(names), await ledger.conversationOf(id), toRead];
      });
    }
  }
}

function randomEvent(d: Dice): InboundEvent {
  const memberId = d.pick(MEMBERS);
  const id = `${memberId}-${d.number(60)}`;
  const conversation = conversationOf({ member: memberStub(memberId, d.number(3)) });
  switch (d.number(6)) {
    case 0:
      return agentWrote(transportOf(conversation), id);
    case 1:
      return answered(d.pick(MEMBERS), conversation.id, id);
    case 2:
      return event("bridge", id, { kind: "place.opened", memberId, interactionId: null });
    case 3:
      return event("bridge", id, {
        kind: "delivery.failed",
        memberId,
        conversationId: null,
        side: "agent",
        code: "twilio.closed",
        interactionId: null,
        post: null,
      });
    default:
      return wrote(memberId, id, d.chance(30) ? { displayName: `name ${d.number(3)}`, locale: "sv" } : {});
  }
}

/** Depends on nothing but the seed and what it is shown, as the bridge's own rules do. */
function randomDecision(seed: number, situation: Situation, entry: Entry): Decision {
  const d = dice(seed * 7919 + entry.seq);
  if (d.chance(5)) throw new Error("no decision");
  if (d.chance(15)) return decision({ ignored: `reason ${d.number(3)}` });
  const { member, conversation: open } = situation;
  const fresh = open === null || open.answering === "ended";
  const base = fresh ? conversationOf(situation) : open;
  const conversation: Conversation = {
    ...base,
    epoch: base.epoch + d.number(2),
    transportConversationId: d.chance(60) ? transportOf(base) : base.transportConversationId,
    accountedTo: base.accountedTo + d.number(2),
    ahead: d.chance(60) ? base.ahead : [{ index: base.accountedTo + 3, text: d.pick([null, "later"]) }],
    answering: d.pick(["assistant", "waiting", "agent", "ended"]),
    agentName: d.pick([null, "Alex"]),
    owed: d.chance(30) ? [] : [...base.owed, ...("postId" in entry.event.happening ? owedFor(entry) : [])],
    caseNumber: d.pick([null, 4 as CaseNumber]),
  };
  const effects = Array.from({ length: d.number(4) }, (_, index): Effect => {
    const text = `${entry.seq}.${index}`;
    return d.pick([
      say(text),
      say(text, conversation.id),
      post(text, conversation.id),
      ensure(conversation.id),
    ]);
  });
  const timers = Array.from({ length: d.number(3) }, () => ({
    timer: d.pick(["answer", "task"]),
    conversationId: conversation.id,
    subject: d.pick(["", "s"]),
    dueAt: THEN + d.number(3000),
  }));
  return decision({
    conversation,
    effects,
    timers,
    ...(d.chance(40) ? { arrival: randomArrival(d, situation) } : {}),
    ...(fresh ? { member: { ...member, conversations: conversation.ordinal } } : {}),
    ...(d.chance(25) ? { insteadOf: 1 + d.number(40) } : {}),
    ...(d.chance(30) ? { changedCase: caseOf(situation, conversation) } : {}),
    ...(d.chance(5) ? { changedCase: caseOf(situation, conversation, 999 as CaseNumber) } : {}),
  });
}

/** Depends on what is shown of earlier ones. */
function randomArrival(d: Dice, { newcomers }: Situation): Arrival {
  const span = { after: THEN + d.number(500), upTo: THEN + 500 + d.number(2000) };
  const others = [newcomers.asked(1, span), newcomers.opened(1, span), newcomers.raid()?.until ?? null];
  const askedAt = (d.pick(others) ?? THEN) + d.number(100);
  const isIn = newcomers.wasOpened(span);
  const since = (newcomers.raid()?.since ?? THEN) + d.number(2);
  return {
    askedAt,
    openedAt: isIn || d.chance(50) ? null : askedAt,
    raid: d.chance(30) ? { since, until: since + d.number(300) } : null,
  };
}

function owedFor({ event: { happening } }: Entry): Conversation["owed"] {
  return happening.kind === "member.wrote" ? [{ postId: happening.postId, text: happening.text }] : [];
}

function randomSettlement(d: Dice, now: EpochMs): Settlement {
  const failure = new Failure("network.timeout", "no answer in time");
  const events = Array.from({ length: d.number(3) }, () => randomEvent(d));
  switch (d.number(5)) {
    case 0:
      return { outcome: "dropped", reason: "over" };
    case 1:
      return { outcome: "retry", at: now + d.number(500), failure, inDoubt: d.chance(50) };
    case 2:
      return {
        outcome: "parked",
        failure,
        events,
        ...(d.chance(50) ? { awaits: { to: randomPost(d), tryAgainAt: now + d.number(500) } } : {}),
      };
    case 3:
      return { outcome: "done", remoteId: "r", learned: { placeId: `p${d.number(3)}` as PlaceId }, events };
    default:
      return {
        outcome: "done",
        remoteId: null,
        learned: {
          taskId: `WT${d.number(3)}` as TaskId,
          requestPosted: true,
          postedIndex: d.number(8),
          card: { placeId: "p1" as PlaceId, postId: `c${d.number(9)}` as PostId, fact: "joined" },
        },
      };
  }
}

function randomPost(d: Dice): PostId {
  return `${d.pick(MEMBERS)}-${d.number(60)}` as PostId;
}

function randomCheckpoint(d: Dice) {
  if (d.chance(50)) return undefined;
  if (d.chance(20)) return null;
  return {
    sessionId: "s",
    sequence: d.number(1000),
    resumeUrl: "wss://127.0.0.1",
    shardId: 0,
    shardCount: 1,
  };
}

function memberStub(id: MemberId, conversations: number) {
  return {
    id,
    displayName: "",
    locale: "en-US",
    placeId: null,
    threadId: null,
    conversations,
    gate: blankGateMemory,
  };
}
