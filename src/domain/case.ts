import type { CaseNumber, ConversationId, EpochMs, InteractionId, MemberId, PostId } from "./ids.ts";

/** What brought a case about. */
export type CaseKind = (typeof caseKinds)[number];
export const caseKinds = ["handoff", "bug", "feature", "report", "message"] as const;

/**
 * Whose turn it is. `open` until one of us has answered; the lines between them are in cases/status.ts.
 */
export type CaseStatus = (typeof caseStatuses)[number];
export const caseStatuses = ["open", "waiting-for-us", "waiting-for-member", "resolved", "closed"] as const;

export type CasePriority = (typeof casePriorities)[number];
export const casePriorities = ["low", "normal", "high", "urgent"] as const;

/** Who changed a case. `name` is what the history shows. */
export type Actor =
  | { readonly by: "member"; readonly memberId: MemberId; readonly name: string }
  | { readonly by: "staff"; readonly id: string; readonly name: string }
  | { readonly by: "operator"; readonly name: string }
  /** `tracker` is its key in the config, `where` what they changed there, such as "nebula/engine#45". */
  | { readonly by: "tracker"; readonly tracker: string; readonly name: string; readonly where: string }
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
  /** What its member did to open it, so that doing it twice opens one; null when a conversation, or others, did. */
  readonly source: InteractionId | null;
  /** The post in a channel of the server that shows it; null when none does. */
  readonly postedAs: PostedCase | null;
  /** Others who reported the same ("me too"), without the one who opened it. */
  readonly reporters: readonly MemberId[];
  /** The case that goes on in its place. */
  readonly duplicateOf: CaseNumber | null;
  /** Null until the member said. */
  readonly rating: Rating | null;
  readonly firstAnswer: SlaClock;
  readonly resolution: SlaClock;
  readonly openedAt: EpochMs;
  readonly changedAt: EpochMs;
  readonly resolvedAt: EpochMs | null;
  readonly closedAt: EpochMs | null;
  /** Counts its changes from 1; a change that was decided on an older one is refused. */
  readonly version: number;
}

/** What a member thought of how it went. */
export interface Rating {
  /** From 1 to 5. */
  readonly score: number;
  /** Empty when they wrote none. */
  readonly comment: string;
}

/** The post that shows a case to everybody. */
export interface PostedCase {
  readonly channelId: string;
  readonly postId: PostId;
  /** The thread of a forum's post. */
  readonly threadId: string | null;
  /** An address at which people find it. */
  readonly link: string;
  /** The version of the case that it shows. */
  readonly version: number;
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
  | "files"
  | "missing-files"
  | "public-note"
  | "mirrored"
  | "sla";

/** What is known of a problem when its case is opened. */
export interface NewCase {
  readonly kind: CaseKind;
  readonly title: string;
  readonly description: string;
  readonly memberId: MemberId;
  readonly locale: string;
  readonly priority: CasePriority;
  readonly tags: readonly string[];
  readonly conversation: ConversationId | null;
  readonly source: InteractionId | null;
}

/** What can be done to a case, by whoever may: the CLI, the desk, a command, the bridge. */
export type CaseAction =
  | { readonly do: "set-status"; readonly status: CaseStatus }
  | { readonly do: "set-title"; readonly title: string }
  | { readonly do: "set-description"; readonly description: string }
  | { readonly do: "set-priority"; readonly priority: CasePriority }
  | { readonly do: "tag"; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly do: "assign"; readonly to: string | null }
  /** Files are with it from now on, by name. */
  | { readonly do: "add-files"; readonly names: readonly string[] }
  /** Files that were sent with it could not be had: nobody is to look for them. */
  | { readonly do: "miss-files"; readonly names: readonly string[] }
  /** A public one may be read outside of the company, such as in a tracker. */
  | { readonly do: "note"; readonly text: string; readonly public?: true }
  /** A tracker shows the case from now on. */
  | { readonly do: "mirrored"; readonly as: string }
  /** One of us answered the member. */
  | { readonly do: "answered" }
  /** The member said something more. */
  | { readonly do: "member-wrote" }
  | { readonly do: "link-conversation"; readonly conversation: ConversationId }
  | { readonly do: "me-too"; readonly memberId: MemberId }
  | { readonly do: "duplicate-of"; readonly number: CaseNumber }
  | { readonly do: "rate"; readonly rating: Rating }
  /** Notes the promises that were broken by now. */
  | { readonly do: "check-time" };

/** A case after an action, and the lines of its history; `changes` is empty when nothing had to change. */
export interface Changed {
  readonly case: Case;
  readonly changes: readonly CaseChange[];
  /** The earliest moment at which a promise is broken if nothing happens; null for none. */
  readonly breachAt: EpochMs | null;
}

/** How cases live in this company: who asks for a change gets the case as it then is. Pure. */
export interface CaseRules {
  open(number: CaseNumber, wanted: NewCase, actor: Actor, now: EpochMs): Changed;
  /** Whether its member may open it again by writing. */
  reopens(found: Case, now: EpochMs): boolean;
  /** Throws "case.refused" when the status does not allow it, or the value makes no sense. */
  change(found: Case, action: CaseAction, actor: Actor, now: EpochMs): Changed;
}
