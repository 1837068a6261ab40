import type { Rating } from "../../domain/case.ts";
import type { MemberFile } from "../../domain/content.ts";
import type { CaseNumber, ConversationId, PostId, TaskId } from "../../domain/ids.ts";
import type { Voice } from "./line.ts";

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
  /** The assistant answered it in an earlier conversation, which was closed before it got there. */
  readonly answered?: true;
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

/** What goes out on the agents' side. */
export type EffectTowardAgent =
  | EnsureConversation
  | Post
  | EditPost
  | RemovePost
  | RequestAgent
  | EnsureTask
  | DescribeTask
  | PutRating
  | PostHistory
  | CheckEnd
  | DetachFlow
  | CloseConversation
  | TellPosition;
