import type { Case } from "../../domain/case.ts";
import type { Conversation, Delay, EarlierConversation } from "../../domain/conversation.ts";
import type { InboundEvent } from "../../domain/event.ts";
import type {
  ConversationId,
  EpochMs,
  MemberId,
  PlaceId,
  TransportConversationId,
} from "../../domain/ids.ts";
import type { Direction } from "../effect.ts";
import type { Decision, Entry, Situation } from "./decision.ts";
import type { Gaps } from "./gaps.ts";
import type { Due, Settlement } from "./settlement.ts";
import type { HeardLine } from "./transport.ts";

/** The gateway session that a cold start can resume, with the last sequence that is safely stored. */
export interface GatewayCheckpoint {
  readonly sessionId: string;
  readonly sequence: number;
  readonly resumeUrl: string;
  readonly shardId: number;
  readonly shardCount: number;
}

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
  /** A line of the member's was given up, and what goes out in its stead is not decided yet. */
  | { readonly state: "undecided" }
  | { readonly state: "empty" };

/** Something waits, or waited, for one side of a conversation for too long. */
export interface LateLane extends Delay {
  readonly memberId: MemberId;
  readonly conversationId: ConversationId;
}

/** What people are to be told of delays. */
export interface Delays {
  /** Late, and nobody was told. */
  readonly began: readonly LateLane[];
  /** People were told, and nothing is late any more. */
  readonly over: readonly LateLane[];
}

/** One thing that was said in a conversation. */
export interface TranscriptLine {
  readonly at: EpochMs;
  readonly from: "member" | "assistant" | "agent";
  /** An agent's, as the agents' side names them. */
  readonly author: string | null;
  /** Null when it is no longer kept. */
  readonly text: string | null;
}

export interface Transcript {
  readonly conversation: Conversation;
  /** In order; without what agents marked as for their own eyes. */
  readonly lines: readonly TranscriptLine[];
}

/** What was before, and what of it is still open. */
export interface Past {
  transcript(id: ConversationId): Promise<Transcript | null>;
  /** The member's ended conversations that people took part in, the latest first; a few of them. */
  earlierConversations(memberId: MemberId): Promise<readonly EarlierConversation[]>;
  /** The member's cases that are not over, the newest first, at most ten. */
  openCases(memberId: MemberId): Promise<readonly Case[]>;
}

/**
 * The durable record and the outbox. Every promise resolves only after the change is safe on disk.
 * Calls of one process may be committed together.
 */
export interface Ledger extends Gaps, Past {
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
  /** The lane's oldest unsettled effect; none while news of a delivery that failed waits to be decided. */
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
  /** Lines of conversations that were to go out before that time and still wait, against what people were told. */
  delays(before: EpochMs): Promise<Delays>;
  /** The private threads that were opened for members. */
  threads(): Promise<readonly PlaceId[]>;
  /** The conversation behind a transport conversation, as it stands; null when it is none of ours. */
  conversationOf(id: TransportConversationId): Promise<Conversation | null>;
  /** Agents' latest lines of the conversation that nobody has taken back, the oldest first; not all of them. */
  heardLines(id: ConversationId): Promise<readonly HeardLine[]>;
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
  /** Members whose lane has something new to decide because of it. */
  readonly rings: readonly MemberId[];
  /** The conversation it was about, as it stands now. */
  readonly conversation: Conversation | null;
}

/** The door through which everything that happens comes in. */
export type Accept = (
  events: readonly InboundEvent[],
  checkpoint?: GatewayCheckpoint | null,
) => Promise<readonly AcceptResult[]>;
