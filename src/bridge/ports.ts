import type { Case, Conversation, Member } from "../domain/conversation.ts";
import type { InboundEvent } from "../domain/event.ts";
import type { Failure } from "../domain/failure.ts";
import type {
  CaseNumber,
  ConversationId,
  EpochMs,
  InteractionId,
  MemberId,
  PlaceId,
  PostId,
  TaskId,
  TransportConversationId,
  TransportMessageId,
} from "../domain/ids.ts";
import type { Button, Direction, Effect, TimerRequest, Voice } from "./effect.ts";

// ---------------------------------------------------------------------------------------- the member's side

export interface MemberLine {
  readonly placeId: PlaceId;
  /** The same for every try of the same line; other lines never share it. At most 64 characters. */
  readonly key: string;
  readonly text: string;
  readonly buttons: readonly Button[];
  /** True when an earlier try may have gone through: look before sending again. */
  readonly inDoubt: boolean;
  /** When the line was decided: an earlier try cannot be older than this. */
  readonly decidedAt: EpochMs;
}

/** What the bridge needs of the side where the member is. Everything rejects with a Failure. */
export interface MemberSide {
  /** Opens the member's private place, or finds it. "member.unreachable" when they do not allow it. */
  openPlace(memberId: MemberId, signal: AbortSignal): Promise<PlaceId>;
  /** Writes one line. Repeating it with the same key writes nothing new and gives the same id. */
  say(line: MemberLine, signal: AbortSignal): Promise<PostId>;
  /**
   * Finishes a deferred reply, with a link to `place` under the text when one is given.
   * "discord.interaction-gone" when its token is lost or too old.
   */
  reply(
    reply: { readonly interactionId: InteractionId; readonly text: string; readonly place: PlaceId | null },
    signal: AbortSignal,
  ): Promise<void>;
}

// ----------------------------------------------------------------------------------------- the agent's side

export interface TransportLine {
  readonly conversation: TransportConversationId;
  /** The same for every try of the same line. At most 64 characters. */
  readonly key: string;
  readonly voice: Exclude<Voice, "agent">;
  readonly memberId: MemberId;
  readonly text: string;
  readonly postId: PostId | null;
  readonly startsFlow: boolean;
  /** True when an earlier try may have gone through: look before writing again. */
  readonly inDoubt: boolean;
  /** When the line was decided: an earlier try cannot be older than this. */
  readonly decidedAt: EpochMs;
}

/** A line that arrived, and its place among all lines of its conversation, counted from 0. */
export interface Posted {
  readonly id: TransportMessageId;
  readonly index: number;
}

/** What we know of a conversation, so that only news of it is told. */
export type KnownThere = Pick<Conversation, "accountedTo" | "ahead" | "answering" | "taskId"> & {
  readonly conversation: TransportConversationId;
};

/** What the task tells the agent about the member. */
export interface TaskFacts {
  readonly conversation: TransportConversationId;
  readonly memberId: MemberId;
  readonly displayName: string;
  readonly caseNumber: CaseNumber;
}

/** Whether a request for a human has become work for agents. */
export type TaskSearch = { readonly found: TaskId } | { readonly found: null; readonly comeBackMs: number };

/** How conversations reach agents. Two of these exist over time; the bridge knows neither's vendor. */
export interface Transport {
  /** Creates the conversation under `name` with everything it needs, or completes what a try left half made. */
  ensureConversation(
    spec: { readonly name: string; readonly memberId: MemberId; readonly displayName: string },
    signal: AbortSignal,
  ): Promise<TransportConversationId>;
  /** Writes one line. "twilio.closed" when the conversation no longer takes any. */
  post(line: TransportLine, signal: AbortSignal): Promise<Posted>;
  /** Leaves the mark that the flow's first step reads. */
  requestAgent(facts: TaskFacts, signal: AbortSignal): Promise<void>;
  /** Finds the task of a request or makes one; never a second one. */
  ensureTask(facts: TaskFacts, signal: AbortSignal): Promise<TaskSearch>;
  /** Takes the flow off the conversation. Repeating it is harmless. */
  detachFlow(conversation: TransportConversationId, signal: AbortSignal): Promise<void>;
  /** Closes the conversation for good. Repeating it is harmless. */
  close(conversation: TransportConversationId, signal: AbortSignal): Promise<void>;
  /** How many wait before this task, plus one; null when it is not waiting or nobody knows. */
  queuePosition(task: TaskId, signal: AbortSignal): Promise<number | null>;
  /**
   * Reads how the conversation and its task stand there. Gives what we have not heard of as the events that
   * should have told us, under the same source ids, agents' lines in their order.
   */
  catchUp(known: KnownThere, signal: AbortSignal): Promise<readonly InboundEvent[]>;
}

// -------------------------------------------------------------------------------------------- the assistant

export interface AssistantAnswer {
  /** Ready for the member, links included; empty when nothing was found. */
  readonly text: string;
  readonly found: boolean;
}

export interface Assistant {
  answer(
    question: { readonly text: string; readonly locale: string },
    signal: AbortSignal,
  ): Promise<AssistantAnswer>;
}

// ------------------------------------------------------------------------------------------------ the ledger

/** What the bridge knows when it decides about one event. */
export interface Situation {
  /** As stored; a fresh one with the event's facts when the member is new. */
  readonly member: Member;
  /** The member's open conversation; an ended one only when the event is about that one. */
  readonly conversation: Conversation | null;
  /** The member's open conversation, whatever the event is about. */
  readonly open: Conversation | null;
  readonly openCase: Case | null;
  /** The number a case opened by this decision will carry. */
  readonly nextCaseNumber: CaseNumber;
}

/** What is to become of one event: pure data, stored whole or not at all. */
export interface Decision {
  /** Why nothing follows; null when something does. */
  readonly ignored: string | null;
  readonly member?: Member;
  readonly conversation?: Conversation;
  /** The one it was about, when it ended and `conversation` is the one that takes its place. */
  readonly ended?: Conversation;
  /** A case to open, under the situation's `nextCaseNumber`. */
  readonly openCase?: Case;
  readonly effects: readonly Effect[];
  readonly timers: readonly TimerRequest[];
}

/** One event in the ledger, as `decide` gets it. */
export interface Entry {
  /** Counts all events; a later one is greater. */
  readonly seq: number;
  readonly event: InboundEvent;
}

/** The gateway session that a cold start can resume, with the last sequence that is safely stored. */
export interface GatewayCheckpoint {
  readonly sessionId: string;
  readonly sequence: number;
  readonly resumeUrl: string;
  readonly shardId: number;
  readonly shardCount: number;
}

/** A place of a member that may hold what nobody told us. */
export interface GapPlace {
  readonly memberId: MemberId;
  readonly placeId: PlaceId;
  /** The member's open conversation. */
  readonly conversationId: ConversationId | null;
}

/** A time of which we may not have heard what members did. */
export interface Gap {
  readonly id: number;
  /** The last thing heard before it, by the member side's clock. */
  readonly since: EpochMs;
  /** Those of open conversations and of members met lately, the latest first. */
  readonly places: readonly GapPlace[];
}

/** Remembers that something may be missing until it has been fetched. */
export interface Gaps {
  /** Notes a gap from the last event of the member's side on; an unclosed one goes on. Null when no place is known. */
  openGap(): Promise<Gap | null>;
  closeGap(id: number): Promise<void>;
  /** The one that is not closed. */
  gap(): Promise<Gap | null>;
}

/** One effect waiting to be carried out. */
export interface Due {
  readonly effectId: number;
  readonly effect: Effect;
  readonly memberId: MemberId;
  /** The member and conversation as they stand now, not as they stood when it was decided. */
  readonly member: Member;
  readonly conversation: Conversation | null;
  /** The conversation's epoch when it was decided; null where no epoch applies. */
  readonly epoch: number | null;
  /** Tries so far, not counting this one. */
  readonly attempts: number;
  /**
   * Whether a try may have gone through: an earlier one ended so, or the effect was its lane's next when the
   * ledger was opened, and another process may have been killed in the middle of it.
   */
  readonly inDoubt: boolean;
  readonly decidedAt: EpochMs;
}

/** What carrying out an effect taught us; stored with the settlement, before the lane goes on. */
export interface Learned {
  /** The line that asks for an agent has arrived on the agent's side. */
  readonly requestPosted?: true;
  readonly placeId?: PlaceId;
  readonly transportConversationId?: TransportConversationId;
  readonly taskId?: TaskId;
  /** The place that a line of ours got among the lines on the agent's side. */
  readonly postedIndex?: number;
}

export type Settlement =
  | {
      readonly outcome: "done";
      readonly remoteId: string | null;
      readonly learned?: Learned;
      /** What follows from it, accepted in the same transaction. */
      readonly events?: readonly InboundEvent[];
    }
  | { readonly outcome: "dropped"; readonly reason: string }
  | {
      readonly outcome: "retry";
      readonly at: EpochMs;
      readonly failure: Failure;
      /** False only when the try surely did nothing. */
      readonly inDoubt: boolean;
    }
  | {
      readonly outcome: "parked";
      readonly failure: Failure;
      readonly events?: readonly InboundEvent[];
    };

/** One member in one direction. */
export interface Lane {
  readonly memberId: MemberId;
  readonly direction: Direction;
}

/** What a lane finds when it asks for work. */
export type Claim =
  | { readonly state: "due"; readonly due: Due }
  /** The oldest entry of the lane waits until `at`; nothing behind it may overtake it. */
  | { readonly state: "later"; readonly at: EpochMs }
  | { readonly state: "empty" };

/**
 * The durable record and the outbox. Every promise resolves only after the change is safe on disk.
 * Calls of one process may be committed together.
 */
export interface Ledger extends Gaps {
  /**
   * Records events under their source ids, in the given order, and the checkpoint with them, in one
   * transaction. Resolves with the members whose lane has something new to decide; duplicates and events
   * that belong to no known conversation (recorded as ignored) yield none.
   */
  accept(
    events: readonly InboundEvent[],
    checkpoint?: GatewayCheckpoint | null,
  ): Promise<readonly AcceptResult[]>;
  /**
   * Takes the member's oldest undecided event and stores what `choose` makes of it, in one transaction:
   * two deciders can never decide the same event. Null when there is none.
   */
  decideNext(
    memberId: MemberId,
    choose: (situation: Situation, entry: Entry) => Decision,
  ): Promise<Decided | null>;
  /** The lane's oldest unsettled effect. */
  claim(lane: Lane): Promise<Claim>;
  /** What became of a try. Settling an effect that is no longer unsettled changes nothing. */
  settle(effectId: number, settlement: Settlement): Promise<readonly AcceptResult[]>;
  /** The earliest timer, whoever's it is. */
  nextTimer(): Promise<EpochMs | null>;
  /** Turns the timers due by `now` into events, in one transaction. */
  ringTimers(now: EpochMs): Promise<readonly AcceptResult[]>;
  /** Members and lanes with unfinished work; read once at start. */
  unfinished(): Promise<{ readonly members: readonly MemberId[]; readonly lanes: readonly Lane[] }>;
  checkpoint(): Promise<GatewayCheckpoint | null>;
  /** The conversation behind a transport conversation, as it stands; null when it is none of ours. */
  conversationOf(id: TransportConversationId): Promise<Conversation | null>;
  /**
   * The conversations on the agent's side that may hold news: the open ones, those that ended since then, and
   * those with a line beyond a gap.
   */
  conversationsToRead(endedSince: EpochMs): Promise<readonly TransportConversationId[]>;
}

export type AcceptResult =
  | { readonly state: "new"; readonly memberId: MemberId }
  | { readonly state: "duplicate" }
  | { readonly state: "ignored"; readonly reason: string };

export interface Decided {
  readonly entry: Entry;
  readonly ignored: string | null;
  /** The directions that have new effects. */
  readonly directions: readonly Direction[];
  readonly timers: boolean;
  /** The conversation it was about, as it stands now. */
  readonly conversation: Conversation | null;
}

/** The door through which everything that happens comes in. */
export type Accept = (
  events: readonly InboundEvent[],
  checkpoint?: GatewayCheckpoint | null,
) => Promise<readonly AcceptResult[]>;
