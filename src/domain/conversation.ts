import type { AgentFile } from "./content.ts";
import type {
  CaseNumber,
  ConversationId,
  EpochMs,
  MemberId,
  PlaceId,
  PostId,
  TaskId,
  TransportConversationId,
  TransportMessageId,
} from "./ids.ts";

/** What flexcord remembers of a member. */
export interface Member {
  readonly id: MemberId;
  readonly displayName: string;
  /** BCP 47. */
  readonly locale: string;
  /** Where they read us; null until a DM was opened or they wrote first. */
  readonly placeId: PlaceId | null;
  /** How many conversations they have had; the next one takes this number plus one. */
  readonly conversations: number;
}

/**
 * Who answers.
 *
 *     assistant --asks for a human--> waiting --agent accepts--> agent
 *     any of them --closed--> ended            (a new message then opens a new conversation)
 */
export type Answering = "assistant" | "waiting" | "agent" | "ended";

/** A line on the agent's side that is known beyond a gap. */
export interface LineAhead {
  readonly index: number;
  /** Null when it is not to be said. */
  readonly text: string | null;
  /** Which line it is, and the files with it; absent on our own. */
  readonly id?: TransportMessageId;
  readonly files?: readonly AgentFile[];
}

/** One member's exchange from first message to close. */
export interface Conversation {
  readonly id: ConversationId;
  readonly memberId: MemberId;
  /** Counts a member's conversations from 1. */
  readonly ordinal: number;
  readonly answering: Answering;
  /** Raised by each handoff; a reply begun under an older epoch is dropped when it is about to be sent. */
  readonly epoch: number;
  readonly transportConversationId: TransportConversationId | null;
  readonly taskId: TaskId | null;
  readonly caseNumber: CaseNumber | null;
  readonly agentName: string | null;
  /** What the member wrote and the assistant still owes an answer to, oldest first. */
  readonly owed: readonly { readonly postId: PostId; readonly text: string }[];
  /** Whether the line that asks for a human has arrived on the agent's side. */
  readonly requestPosted: boolean;
  /** Every line on the agent's side up to this index is accounted for; -1 when none is. */
  readonly accountedTo: number;
  /**
   * What is known beyond a gap, by index: our own lines (without text), and agents' lines, which wait until
   * what came before them is known.
   */
  readonly ahead: readonly LineAhead[];
  readonly openedAt: EpochMs;
  readonly endedAt: EpochMs | null;
}

/** The problem behind a conversation; it outlives the conversation. */
export interface Case {
  readonly number: CaseNumber;
  readonly memberId: MemberId;
  readonly conversationId: ConversationId;
  readonly kind: "handoff";
  readonly status: "open" | "closed";
  readonly title: string;
  readonly openedAt: EpochMs;
}
