import type { CaseChange, CaseStatus, PostedCase } from "./case.ts";
import type { AgentFile, MemberFile } from "./content.ts";
import type { About, Delay } from "./conversation.ts";
import type { FailureCode } from "./failure.ts";
import type { CaseNumber, ConversationId, InteractionId, MemberId, PostId } from "./ids.ts";

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
  /** The member's own message, or the part of it, when that is what was lost. */
  readonly post: LostPost | null;
  /** The agent's file, when that is what was lost. */
  readonly file?: AgentFile;
  /** The effect that was given up; absent on events of former versions. */
  readonly effectId?: number;
}

/** What a line toward the agents carried of a member's message: its words, or one of its files. */
export interface LostPost {
  readonly postId: PostId;
  readonly text: string;
  readonly file?: MemberFile;
  /** As the effect's own `part`. */
  readonly part?: number;
  /** The assistant answered it in a conversation before the one that it was meant for. */
  readonly answered?: true;
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
  /** What the file is called that was taken off it, when that is all that was done. */
  readonly fileName?: string;
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

/** A case stands for the first time where everybody reads it. */
export interface CasePosted {
  readonly kind: "case.posted";
  readonly memberId: MemberId;
  readonly caseNumber: CaseNumber;
  readonly posted: PostedCase;
  /** The interaction that wants to be told; null when nobody waits. */
  readonly interactionId: InteractionId | null;
}

/** Members think otherwise of an idea than before. */
export interface CaseVoted {
  readonly kind: "case.voted";
  /** Whose idea it is. */
  readonly memberId: MemberId;
  readonly caseNumber: CaseNumber;
  readonly version: number;
}

/** The files that came with a report are with its case, as far as they could be had. */
export interface FilesHandedOver {
  readonly kind: "files.handed-over";
  readonly memberId: MemberId;
  readonly caseNumber: CaseNumber;
  readonly kept: readonly string[];
  /** By name, with the code of the failure that took each. */
  readonly missing: readonly { readonly name: string; readonly code: FailureCode }[];
}

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
  | CaseVoted
  | FilesHandedOver;
