import type { CaseChange, CaseStatus } from "./case.ts";
import type { CasePosted, CommunityPressed, CommunitySubmitted, FilesHandedOver } from "./community-event.ts";
import type { About, Agent } from "./conversation.ts";
import type { AgentFile, MemberContent, MemberFile, ServerMessage } from "./content.ts";
import type { Delay } from "./conversation.ts";
import type { MemberFacts, Standing } from "./member-facts.ts";
import type { FailureCode } from "./failure.ts";
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
} from "./ids.ts";

export type { CasePosted, CommunityPressed, CommunitySubmitted, FilesHandedOver } from "./community-event.ts";
export type { MemberFacts, Standing } from "./member-facts.ts";

/** The member wrote in their DM or private thread. */
export interface MemberWrote extends MemberFacts {
  readonly kind: "member.wrote";
  readonly placeId: PlaceId;
  readonly postId: PostId;
  readonly text: string;
  /** What the message holds besides its text. */
  readonly content?: MemberContent;
}

/** The member changed what they wrote. Holds the whole message, so it can stand in for one that never came. */
export interface MemberEdited extends MemberFacts {
  readonly kind: "member.edited";
  readonly placeId: PlaceId;
  readonly postId: PostId;
  readonly text: string;
  readonly content?: MemberContent;
}

/** A message of the member's place was deleted; by whom, and whose it was, nobody tells. */
export interface MemberDeleted {
  readonly kind: "member.deleted";
  readonly placeId: PlaceId;
  readonly postId: PostId;
}

/** The member put an emoji on a message, or took it off. */
export interface MemberReacted {
  readonly kind: "member.reacted";
  readonly memberId: MemberId;
  readonly placeId: PlaceId;
  readonly postId: PostId;
  /** As a person would write it: the emoji itself, or `:name:`. */
  readonly emoji: string;
  readonly added: boolean;
}

/**
 * The member used a command. Already acknowledged at the door, or answered with a form; its token is not part of
 * it.
 */
export interface MemberCommanded extends MemberFacts {
  readonly kind: "member.commanded";
  readonly interactionId: InteractionId;
  /** By its key in the config. */
  readonly command: string;
  /** The message it was used on. */
  readonly on?: ServerMessage;
  /** What was given with it, by option. */
  readonly options?: Readonly<Record<string, string>>;
  /** Absent outside of the server. */
  readonly standing?: Standing;
}

/** The member pressed one of our buttons. `action` is what the button stands for. */
export interface MemberPressed extends MemberFacts {
  readonly kind: "member.pressed";
  readonly interactionId: InteractionId;
  readonly placeId: PlaceId;
  readonly action: string;
  /** What the button was made for, such as a conversation's id; empty when it has no subject. */
  readonly subject: string;
}

/** The member filled in one of our forms. */
export interface MemberSubmitted extends MemberFacts {
  readonly kind: "member.submitted";
  readonly interactionId: InteractionId;
  readonly placeId: PlaceId;
  readonly action: string;
  readonly subject: string;
  readonly text: string;
}

/** Somebody other than flexcord wrote on the agent's side. */
export interface AgentWrote {
  readonly kind: "agent.wrote";
  readonly transportConversationId: TransportConversationId;
  readonly transportMessageId: TransportMessageId;
  /** Position in the transport conversation, counted by the vendor; its order is the true order. */
  readonly index: number;
  /** The vendor's name for the writer. */
  readonly author: string;
  readonly text: string;
  /** Present when it is marked as one for agents' eyes only. */
  readonly note?: true;
  readonly files?: readonly AgentFile[];
}

/** An agent's line was changed. Holds the whole line, so it can stand in for one that never came. */
export interface AgentEdited {
  readonly kind: "agent.edited";
  readonly transportConversationId: TransportConversationId;
  readonly transportMessageId: TransportMessageId;
  readonly index: number;
  readonly author: string;
  readonly text: string;
  readonly note?: true;
}

/** An agent's line was taken back. */
export interface AgentDeleted {
  readonly kind: "agent.deleted";
  readonly transportConversationId: TransportConversationId;
  readonly transportMessageId: TransportMessageId;
  readonly index: number;
}

/** The flow asked for the assistant's answer to what the member wrote. */
export interface AssistantAsked {
  readonly kind: "assistant.asked";
  readonly transportConversationId: TransportConversationId;
  readonly transportMessageId: TransportMessageId;
}

/** The assistant has an answer, or says that it has none. Accepted like everything else that happens. */
export interface AssistantAnswered {
  readonly kind: "assistant.answered";
  readonly memberId: MemberId;
  readonly conversationId: ConversationId;
  /** The member's post it answers. */
  readonly postId: PostId;
  /** The conversation's epoch when the answer was begun. */
  readonly epoch: number;
  readonly text: string;
  /** False when the assistant abstained. */
  readonly found: boolean;
  /** Whether a human is to take over. */
  readonly handoff?: boolean;
}

export type TaskStage = "created" | "queued" | "accepted" | "wrapup" | "completed" | "canceled";

/** The work offered to agents moved on. */
export interface TaskMoved {
  readonly kind: "task.moved";
  readonly transportConversationId: TransportConversationId;
  readonly taskId: TaskId;
  readonly stage: TaskStage;
  /** The agent's name as members may read it; present from "accepted" on. */
  readonly agentName?: string;
  /** The agent as the desk knows them; like the name. */
  readonly agent?: Agent;
  /** Why, in the vendor's words; for "canceled". */
  readonly reason?: string;
}

/** The agent's side closed the conversation for good. */
export interface TransportClosed {
  readonly kind: "transport.closed";
  readonly transportConversationId: TransportConversationId;
}

/** Somebody put the conversation aside, or took it up again. */
export interface TransportHeld {
  readonly kind: "transport.held";
  readonly transportConversationId: TransportConversationId;
  readonly held: boolean;
}

/** The agent's side was read: every line up to this index has been handed in, or exists no more. */
export interface TransportRead {
  readonly kind: "transport.read";
  readonly transportConversationId: TransportConversationId;
  readonly through: number;
}

/** A time that the bridge asked for has come. */
export interface TimerRang {
  readonly kind: "timer.rang";
  readonly memberId: MemberId;
  readonly conversationId: ConversationId;
  readonly timer: string;
  readonly subject: string;
}

/** The member's private place is open; what was to be said there can be said. */
export interface PlaceOpened {
  readonly kind: "place.opened";
  readonly memberId: MemberId;
  /** The interaction that wants to be told; null when nobody waits. */
  readonly interactionId: InteractionId | null;
}

/** What the member wrote was not heard for a while and has been fetched since, as far as it can be read. */
export interface GapNoticed {
  readonly kind: "gap.noticed";
  readonly memberId: MemberId;
  readonly conversationId: ConversationId;
  /** How many of their messages we had not heard of. */
  readonly fetched: number;
  /** False when their place could not be read. */
  readonly readable: boolean;
}

/** A line that somebody waits for has reached the member. */
export interface LineDelivered {
  readonly kind: "line.delivered";
  readonly memberId: MemberId;
  readonly interactionId: InteractionId;
}

/** A line could not be delivered and never will be. */
export interface DeliveryFailed {
  readonly kind: "delivery.failed";
  readonly memberId: MemberId;
  readonly conversationId: ConversationId | null;
  /** The side that did not take it. */
  readonly side: "member" | "agent";
  /** A code of the failure catalogue. */
  readonly code: FailureCode;
  /** The interaction that wants to be told; null when nobody waits. */
  readonly interactionId: InteractionId | null;
  /** The member's own message, when that is what was lost. */
  readonly post: { readonly postId: PostId; readonly text: string; readonly file?: MemberFile } | null;
  /** The agent's file, when that is what was lost. */
  readonly file?: AgentFile;
}

/** What waits for one side has waited for too long. */
export interface DelayNoticed extends Delay {
  readonly kind: "delay.noticed";
  readonly memberId: MemberId;
  readonly conversationId: ConversationId;
}

/** Nothing waits for that side for too long any more. */
export interface DelayOver extends Delay {
  readonly kind: "delay.over";
  readonly memberId: MemberId;
  readonly conversationId: ConversationId;
}

/** What the member did to a message of theirs has been done on the agent's side too. */
export interface LineChanged {
  readonly kind: "line.changed";
  readonly memberId: MemberId;
  readonly conversationId: ConversationId;
  /** What it said before; null when that is not kept any more. */
  readonly before: string | null;
  /** What it says now; null when it was deleted. */
  readonly after: string | null;
}

/** The request for a human has not become work for agents yet. */
export interface TaskMissing {
  readonly kind: "task.missing";
  readonly memberId: MemberId;
  readonly conversationId: ConversationId;
  /** When to look again, in milliseconds from now. */
  readonly comeBackMs: number;
}

/** What is known of the member besides what they wrote. */
export interface MemberDescribed {
  readonly kind: "member.described";
  readonly memberId: MemberId;
  readonly conversationId: ConversationId;
  readonly about: About;
}

/** A conversation whose work is done was looked at on the agent's side. */
export interface EndChecked {
  readonly kind: "end.checked";
  readonly memberId: MemberId;
  readonly conversationId: ConversationId;
  readonly state: "active" | "held" | "closed";
}

/** Where the member stands in the queue. */
export interface PositionKnown {
  readonly kind: "position.known";
  readonly memberId: MemberId;
  readonly conversationId: ConversationId;
  /** Counted from 1. */
  readonly position: number;
  /** About how long they still wait; null when nobody can tell. */
  readonly minutes: number | null;
}

/** A case was opened or changed, whoever did it; `case` and the lines of its history are as they were then. */
export interface CaseChanged {
  readonly kind: "case.changed";
  readonly memberId: MemberId;
  readonly caseNumber: CaseNumber;
  readonly version: number;
  readonly status: CaseStatus;
  readonly changes: readonly CaseChange[];
  /** Present when the member did not open it, but has the same problem. */
  readonly asReporter?: true;
}

export type MemberEvent =
  | MemberWrote
  | MemberEdited
  | MemberDeleted
  | MemberReacted
  | MemberCommanded
  | MemberPressed
  | MemberSubmitted
  | CommunityPressed
  | CommunitySubmitted;
export type TransportEvent =
  | AgentWrote
  | AgentEdited
  | AgentDeleted
  | AssistantAsked
  | TaskMoved
  | TransportClosed
  | TransportHeld
  | TransportRead;
export type InnerEvent =
  | AssistantAnswered
  | TimerRang
  | PlaceOpened
  | GapNoticed
  | LineDelivered
  | LineChanged
  | DeliveryFailed
  | DelayNoticed
  | DelayOver
  | TaskMissing
  | MemberDescribed
  | EndChecked
  | PositionKnown
  | CaseChanged
  | CasePosted
  | FilesHandedOver;
export type Happening = MemberEvent | TransportEvent | InnerEvent;

/** What a person or the assistant wrote; null when nobody wrote anything. */
export function writtenIn(happening: Happening): string | null {
  const written =
    happening.kind === "member.wrote" ||
    happening.kind === "member.edited" ||
    happening.kind === "agent.wrote" ||
    happening.kind === "agent.edited" ||
    happening.kind === "assistant.answered";
  return written ? happening.text : null;
}

/** Where an event came from; with `sourceId` it is the event's identity. */
export type Source =
  | "discord"
  | "transport"
  | "taskrouter"
  | "studio"
  | "timer"
  | "assistant"
  | "bridge"
  | "case";

/** One thing that happened, as it enters the ledger. */
export interface InboundEvent {
  readonly source: Source;
  /** Unique within the source; a second arrival with the same id is a duplicate. */
  readonly sourceId: string;
  /** When it happened, by the source's clock where it tells. */
  readonly at: EpochMs;
  readonly happening: Happening;
}
