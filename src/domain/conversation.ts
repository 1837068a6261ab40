import type {
  CaseNumber,
  ConversationId,
  EpochMs,
  MemberId,
  PlaceId,
  PostId,
  TaskId,
  TransportConversationId,
} from "./ids.ts";

/** Of members who only ever wrote plain messages Discord tells no language: BCP 47's "undetermined". */
export const UNTOLD_LOCALE = "und";

/** What flexcord remembers of a member. */
export interface Member {
  readonly id: MemberId;
  readonly displayName: string;
  /** BCP 47; `UNTOLD_LOCALE` when Discord has not told it. */
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
  readonly ahead: readonly { readonly index: number; readonly text: string | null }[];
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
