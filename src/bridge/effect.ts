import type { FileRef, MemberFile, ReportFile } from "../domain/content.ts";
import type {
  CaseNumber,
  ConversationId,
  EpochMs,
  InteractionId,
  PostId,
  TaskId,
  TransportMessageId,
} from "../domain/ids.ts";
import type { Rating } from "../domain/case.ts";

/**
 * The side an effect goes out on. A lane is one member and one direction: an outage of one vendor
 * never holds up what goes to the other.
 */
export type Direction = "member" | "agent" | "assistant";

/** A button under a line to the member; `action` and `subject` come back with the press. */
export interface Button {
  readonly label: string;
  readonly action: string;
  readonly subject: string;
  /** Present on one that should not stand out. */
  readonly quiet?: true;
  /** Present on one that means the same wherever it is; others mean something in the member's own place. */
  readonly everywhere?: true;
}

/** Who a line is from, as the other side is to see it. */
export type Voice = "member" | "assistant" | "notice" | "agent";

/** Opens the member's DM or their private thread, so that later lines have somewhere to go. */
export interface OpenPlace {
  readonly kind: "place.open";
  readonly direction: "member";
  readonly place: "dm" | "thread";
  /** The interaction that waits for it; null when nobody does. */
  readonly interactionId: InteractionId | null;
}

/** One line to the member. */
export interface Say {
  readonly kind: "say";
  readonly direction: "member";
  readonly voice: Exclude<Voice, "member">;
  readonly text: string;
  readonly buttons: readonly Button[];
  readonly conversationId: ConversationId | null;
  /** The interaction that waits to hear whether the line arrived; null when nobody does. */
  readonly interactionId: InteractionId | null;
  /** The agent's line it carries. */
  readonly lineId?: TransportMessageId;
  /** The file it carries instead of text. */
  readonly file?: FileRef;
  /** Which part of what it carries: 0, or absent, is the text; files count from 1. */
  readonly part?: number;
  /** Present when it is only courtesy: to somebody who cannot be reached it is not said, and nobody hears of that. */
  readonly courtesy?: true;
}

/** Brings what the member was told up to what the agent made of their line. */
export interface EditSaid {
  readonly kind: "say.edit";
  readonly direction: "member";
  readonly conversationId: ConversationId;
  readonly lineId: TransportMessageId;
  readonly text: string;
}

/** Takes back what the member was told, as the agent took it back. */
export interface RemoveSaid {
  readonly kind: "say.remove";
  readonly direction: "member";
  readonly conversationId: ConversationId;
  readonly lineId: TransportMessageId;
}

/** How a conversation stands, ready to be read. */
export interface Card {
  /** The sentence that a notification shows. */
  readonly text: string;
  /** What is worth knowing besides, line by line. */
  readonly details: readonly string[];
  readonly tone: "calm" | "waiting" | "live" | "paused" | "over";
  /** Who answers, when it is a person. */
  readonly agent: { readonly name: string; readonly picture: string | null } | null;
  readonly buttons: readonly Button[];
}

/** Brings the member's status card up to date. A newer state of the same card makes an older one pointless. */
export interface ShowCard {
  readonly kind: "card.show";
  readonly direction: "member";
  readonly conversationId: ConversationId;
  readonly version: number;
  /** Names what the member must hear of: another one than last time has the card written anew. */
  readonly fact: string;
  /** Whether writing it anew notifies the member. */
  readonly silent: boolean;
  readonly card: Card;
}

/** Sends the member what was said in a conversation, as a file. */
export interface SendTranscript {
  readonly kind: "transcript.send";
  readonly direction: "member";
  readonly conversationId: ConversationId;
}

/** Looks up what there is to know of the member, for the agent. */
export interface DescribeMember {
  readonly kind: "member.describe";
  readonly direction: "member";
  readonly conversationId: ConversationId;
}

/** Finishes the deferred reply of an interaction. Its token lives in memory only: it may be gone. */
export interface Reply {
  readonly kind: "reply";
  readonly direction: "member";
  readonly interactionId: InteractionId;
  readonly text: string;
  /** Whether the reply leads the member to their private place. */
  readonly linksToPlace: boolean;
  readonly buttons: readonly Button[];
}

/** Announces what a moderator wrote, to everybody. */
export interface Announce {
  readonly kind: "announce";
  readonly direction: "member";
  readonly text: string;
  /** The form it was written in: what was written there is announced once. */
  readonly form: InteractionId;
}

/**
 * Brings the post that shows a case to everybody up to how the case stands when it is carried out, or writes it. What it
 * then shows makes older ones pointless.
 */
export interface PostCase {
  readonly kind: "case.post";
  readonly direction: "member";
  readonly caseNumber: CaseNumber;
  /** The version of the case that asks for it. */
  readonly version: number;
  /** The interaction that wants to be told where it is; null when nobody waits. */
  readonly interactionId: InteractionId | null;
}

/** Fetches the files of a report while they can be had. */
export interface KeepFiles {
  readonly kind: "files.keep";
  readonly direction: "member";
  /** What the member did to report it; it names the report until there is a case. */
  readonly report: InteractionId;
  readonly files: readonly ReportFile[];
}

/** Gives the files of a report to a case. */
export interface HandOverFiles {
  readonly kind: "files.hand-over";
  readonly direction: "member";
  readonly report: InteractionId;
  readonly caseNumber: CaseNumber;
}

/** Creates the conversation on the agent's side, or finds the one created by an earlier try. */
export interface EnsureConversation {
  readonly kind: "conversation.ensure";
  readonly direction: "agent";
  readonly conversationId: ConversationId;
}

/** One line into the agent's side of the conversation. */
export interface Post {
  readonly kind: "post";
  readonly direction: "agent";
  readonly conversationId: ConversationId;
  readonly voice: Exclude<Voice, "agent">;
  readonly text: string;
  /** The member's post it carries; null for our own lines. */
  readonly postId: PostId | null;
  /**
   * Whether the vendor's flow may be started by it. True for what the assistant is to answer and for the
   * one line that asks for a human; false for all else, or the flow would hand off twice.
   */
  readonly startsFlow: boolean;
  /** True for the one line that asks for a human. */
  readonly asksForAgent: boolean;
  /** The file it carries instead of text. */
  readonly file?: MemberFile;
  /** Which part of the member's post it carries: 0, or absent, is the text; files count from 1. */
  readonly part?: number;
}

/** Brings a line on the agent's side up to what the member made of their post. */
export interface EditPost {
  readonly kind: "post.edit";
  readonly direction: "agent";
  readonly conversationId: ConversationId;
  readonly postId: PostId;
  readonly before: string | null;
  readonly text: string;
}

/** Takes a line on the agent's side back, as the member took back their post, or a part of it. */
export interface RemovePost {
  readonly kind: "post.remove";
  readonly direction: "agent";
  readonly conversationId: ConversationId;
  readonly postId: PostId;
  readonly before: string | null;
  /** The part of the post that is taken back; absent when all of it is. */
  readonly part?: number;
  /** What the file is called that the part is. */
  readonly fileName?: string;
}

/** Marks the conversation "live agent requested", which the flow's first step reads. */
export interface RequestAgent {
  readonly kind: "agent.request";
  readonly direction: "agent";
  readonly conversationId: ConversationId;
  readonly caseNumber: CaseNumber;
}

/** Makes sure that the request became work for agents, when the flow did not see to it in time. */
export interface EnsureTask {
  readonly kind: "task.ensure";
  readonly direction: "agent";
  readonly conversationId: ConversationId;
  readonly caseNumber: CaseNumber;
}

/** Puts what is known of the member where the agent's desk shows it. */
export interface DescribeTask {
  readonly kind: "task.describe";
  readonly direction: "agent";
  readonly conversationId: ConversationId;
  readonly taskId: TaskId;
}

/** Puts the member's rating on the task it is about, as long as there is one. */
export interface PutRating {
  readonly kind: "rating.put";
  readonly direction: "agent";
  readonly conversationId: ConversationId;
  readonly taskId: TaskId;
  readonly rating: Rating;
}

/** Shows the agent what was said in the conversation that this one goes on from. */
export interface PostHistory {
  readonly kind: "history.post";
  readonly direction: "agent";
  readonly conversationId: ConversationId;
  readonly earlier: ConversationId;
}

/** Looks whether a conversation whose work is done is over, or was put aside. */
export interface CheckEnd {
  readonly kind: "end.check";
  readonly direction: "agent";
  readonly conversationId: ConversationId;
}

/** Takes the flow off the conversation once a human has it. */
export interface DetachFlow {
  readonly kind: "flow.detach";
  readonly direction: "agent";
  readonly conversationId: ConversationId;
}

/** Closes the agent's side of a conversation that nobody is going to end there. */
export interface CloseConversation {
  readonly kind: "conversation.close";
  readonly direction: "agent";
  readonly conversationId: ConversationId;
}

/** Looks up the place in the queue and tells the member, if it is known. */
export interface TellPosition {
  readonly kind: "queue.tell";
  readonly direction: "agent";
  readonly conversationId: ConversationId;
  readonly taskId: TaskId;
}

/** Has the assistant think about what the member wrote. */
export interface Answer {
  readonly kind: "answer";
  readonly direction: "assistant";
  readonly conversationId: ConversationId;
  readonly postId: PostId;
  readonly question: string;
}

export type Effect =
  | OpenPlace
  | Say
  | EditSaid
  | RemoveSaid
  | ShowCard
  | SendTranscript
  | DescribeMember
  | DescribeTask
  | PutRating
  | PostHistory
  | CheckEnd
  | Reply
  | PostCase
  | Announce
  | KeepFiles
  | HandOverFiles
  | EnsureConversation
  | Post
  | EditPost
  | RemovePost
  | RequestAgent
  | EnsureTask
  | DetachFlow
  | CloseConversation
  | TellPosition
  | Answer;

/** A time the bridge wants to be told of. Setting a timer of the same name and subject again moves it. */
export interface TimerRequest {
  readonly timer: string;
  readonly conversationId: ConversationId;
  readonly subject: string;
  readonly dueAt: EpochMs;
}
