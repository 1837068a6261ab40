import type { MemberContent, ReportFile, ServerMessage } from "./content.ts";
import type { EpochMs, InteractionId, MemberId, PlaceId, PostId } from "./ids.ts";

/** What a member is called and which language they read, as Discord told us with their last event. */
export interface MemberFacts {
  readonly memberId: MemberId;
  readonly displayName: string;
  /** BCP 47, as Discord's client reports it; absent on plain messages. */
  readonly locale?: string;
  /** When their account was made; absent on events of former versions. */
  readonly accountMadeAt?: EpochMs;
}

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

/** What somebody is on the server, as it told when they did something there. */
export interface Standing {
  /** The ids of their roles. */
  readonly roles: readonly string[];
  /** Whether they may remove what others write, or more than that. */
  readonly moderates: boolean;
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

/** The member pressed a button of ours that means the same wherever it is: below a post that everybody reads, or an answer that only they see. */
export interface CommunityPressed extends MemberFacts {
  readonly kind: "community.pressed";
  readonly interactionId: InteractionId;
  readonly action: string;
  readonly subject: string;
  readonly standing?: Standing;
}

/** The member filled in a form of ours that a command or such a button opened. */
export interface CommunitySubmitted extends MemberFacts {
  readonly kind: "community.submitted";
  readonly interactionId: InteractionId;
  readonly action: string;
  readonly subject: string;
  /** What was written and chosen, by field; empty where nothing was. */
  readonly values: Readonly<Record<string, string>>;
  readonly files: readonly ReportFile[];
  readonly standing?: Standing;
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
