import type { CaseNumber, ConversationId, EpochMs, MemberId, PostId } from "./ids.ts";

/** What brought a case about. */
export type CaseKind = "handoff" | "bug" | "feature" | "report" | "message";

/**
 * Whose turn it is. `open` until one of us has answered; the lines between them are in cases/status.ts.
 */
export type CaseStatus = "open" | "waiting-for-us" | "waiting-for-member" | "resolved" | "closed";

export type CasePriority = "low" | "normal" | "high" | "urgent";

/** Who changed a case. `name` is what the history shows. */
export type Actor =
  | { readonly by: "member"; readonly memberId: MemberId; readonly name: string }
  | { readonly by: "staff"; readonly id: string; readonly name: string }
  | { readonly by: "operator"; readonly name: string }
  | { readonly by: "flexcord" };

/**
 * One promise to answer or to solve in time. It runs while it is our turn and stands still while it is the
 * member's; only working time counts.
 */
export interface SlaClock {
  /** Working milliseconds promised; null when nothing is. */
  readonly targetMs: number | null;
  /** Working milliseconds spent before `runningSince`. */
  readonly spentMs: number;
  /** Null while it stands still or has ended. */
  readonly runningSince: EpochMs | null;
  readonly metAt: EpochMs | null;
  readonly breachedAt: EpochMs | null;
}

/** The problem behind one or more conversations, reports and messages; it outlives them. */
export interface Case {
  readonly number: CaseNumber;
  readonly kind: CaseKind;
  readonly status: CaseStatus;
  readonly title: string;
  readonly description: string;
  readonly memberId: MemberId;
  /** BCP 47. */
  readonly locale: string;
  readonly priority: CasePriority;
  /** Lower case, each once, in alphabetical order. */
  readonly tags: readonly string[];
  /** A member of the staff by the name everybody reads; null when it is nobody's. */
  readonly assignee: string | null;
  readonly conversations: readonly ConversationId[];
  /** The post in a channel of the server that shows it; null when none does. */
  readonly postedAs: PostedCase | null;
  /** Others who reported the same ("me too"), without the one who opened it. */
  readonly reporters: readonly MemberId[];
  /** The case that goes on in its place. */
  readonly duplicateOf: CaseNumber | null;
  /** 1 to 5; null until the member said. */
  readonly rating: number | null;
  readonly firstAnswer: SlaClock;
  readonly resolution: SlaClock;
  readonly openedAt: EpochMs;
  readonly changedAt: EpochMs;
  readonly resolvedAt: EpochMs | null;
  readonly closedAt: EpochMs | null;
  /** Counts its changes from 1; a change that was decided on an older one is refused. */
  readonly version: number;
}

export interface PostedCase {
  readonly channelId: string;
  readonly postId: PostId;
  /** The thread of a forum's post. */
  readonly threadId: string | null;
}

/** One line of a case's history: who did what, and what it was before. */
export interface CaseChange {
  readonly at: EpochMs;
  readonly actor: Actor;
  readonly field: CaseField;
  /** As the history shows it; null when there was or is nothing. */
  readonly from: string | null;
  readonly to: string | null;
}

export type CaseField =
  | "opened"
  | "status"
  | "title"
  | "description"
  | "priority"
  | "tags"
  | "assignee"
  | "conversation"
  | "reporter"
  | "posted"
  | "duplicate"
  | "rating"
  | "note"
  | "sla";
