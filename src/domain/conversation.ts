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
  WorkerId,
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
  /** The private thread that was opened for them; null when none was. */
  readonly threadId: PlaceId | null;
  /** How many conversations they have had; the next one takes this number plus one. */
  readonly conversations: number;
  readonly gate: GateMemory;
}

/** What abuse gates remember of a member. */
export interface GateMemory {
  /** What they were last told that keeps them out or slows them; null once that is over. */
  readonly told: string | null;
  /** When what they wrote so far would be passed on if it went evenly, at the pace allowed; 0 when they never wrote. */
  readonly usedUpAt: EpochMs;
}

export const blankGateMemory: GateMemory = { told: null, usedUpAt: 0 };

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

/** A person on the agents' side, as far as the desk tells. */
export interface Agent {
  readonly workerId: WorkerId;
  /** As members may read it; empty when nobody knows. */
  readonly name: string;
  /** An address of their picture. */
  readonly picture: string | null;
  /** The name they write under. */
  readonly author: string | null;
}

/** One piece of work that agents were offered for a conversation: a second one is a transfer, or a second agent. */
export interface Work {
  readonly taskId: TaskId;
  readonly stage: "offered" | "taken" | "over";
  readonly agent: Agent | null;
}

/** Where somebody stands in a queue. */
export interface QueueStanding {
  /** Counted from 1. */
  readonly position: number;
  /** About how long they still wait, in whole minutes; null when nobody can tell. */
  readonly minutes: number | null;
}

/** What happens to a conversation on the agents' side. */
export interface Desk {
  readonly work: readonly Work[];
  /** Whether an agent put it aside, or goes on with it after others. */
  readonly talk: "fresh" | "held" | "resumed";
  readonly queue: QueueStanding | null;
  /** Who writes there without having taken work. */
  readonly guests: readonly string[];
  /** The agent who is asked first, because the member knows them. */
  readonly preferred: WorkerId | null;
  /** Who the member is, once it was looked up. */
  readonly about: About | null;
  /** How it ended; null before. */
  readonly end: End | null;
}

/** What agents are shown of a member besides what they write. */
export interface About {
  /** Null when Discord did not tell. */
  readonly profile: Profile | null;
  /** The latest first; not all of them. */
  readonly earlier: readonly EarlierConversation[];
}

/** Work was done, nobody came, something failed, or the member took it up again since. */
export type End = "done" | "nobody" | "failed" | "reopened";

export const untouchedDesk: Desk = {
  work: [],
  talk: "fresh",
  queue: null,
  guests: [],
  preferred: null,
  about: null,
  end: null,
};

/** The one post that tells the member how their conversation stands. */
export interface CardPost {
  /** Counts the states it was to show; only the newest matters. */
  readonly version: number;
  /** Where it was written last; null before. */
  readonly placeId: PlaceId | null;
  readonly postId: PostId | null;
  /** The fact it was written for. A card that has another one to tell is written anew, so that it is heard. */
  readonly fact: string | null;
}

export const unwrittenCard: CardPost = { version: 0, placeId: null, postId: null, fact: null };

/** Something waits for one side for too long, and people were told so. */
export interface Delay {
  readonly side: "member" | "agent";
  /** The effect whose wait was noticed; tells one delay from the next. */
  readonly effectId: number;
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
  readonly desk: Desk;
  readonly card: CardPost;
  /** What people were told is late, and not yet that it caught up. */
  readonly delays: readonly Delay[];
  /** The ended conversation that this one goes on from, because its member reopened it. */
  readonly follows: ConversationId | null;
  readonly openedAt: EpochMs;
  readonly endedAt: EpochMs | null;
}

/** A conversation as it begins: the assistant answers, and the agents' side knows nothing of it yet. */
export function newConversation(
  begun: Pick<Conversation, "id" | "memberId" | "ordinal" | "openedAt">,
): Conversation {
  return {
    ...begun,
    answering: "assistant",
    epoch: 0,
    transportConversationId: null,
    taskId: null,
    caseNumber: null,
    agentName: null,
    owed: [],
    requestPosted: false,
    accountedTo: -1,
    ahead: [],
    desk: untouchedDesk,
    card: unwrittenCard,
    delays: [],
    follows: null,
    endedAt: null,
  };
}

/** What the server tells of a member, for the agent to see. */
export interface Profile {
  /** Their unique name on Discord. */
  readonly username: string;
  readonly avatar: string;
  /** Names, the highest first. */
  readonly roles: readonly string[];
  /** Null for somebody who is not on the server any more. */
  readonly joinedAt: EpochMs | null;
}

/** An ended conversation in a few words. */
export interface EarlierConversation {
  readonly id: ConversationId;
  readonly caseNumber: CaseNumber | null;
  readonly endedAt: EpochMs;
  readonly score: number | null;
}
