import type { Case, PostedCase } from "../../domain/case.ts";
import type { CardPost, Conversation, Member } from "../../domain/conversation.ts";
import type { InboundEvent } from "../../domain/event.ts";
import type { Failure } from "../../domain/failure.ts";
import type {
  EpochMs,
  MemberId,
  PlaceId,
  PostId,
  TaskId,
  TransportConversationId,
} from "../../domain/ids.ts";
import type { Effect } from "../effect.ts";
import type { Votes } from "./community.ts";

/** One line that an earlier effect made of a message, on the other side. */
export interface Carried {
  /** As the effect's own `part`. */
  readonly part: number;
  /** What the other side calls it: several when it had to be cut. */
  readonly ids: readonly string[];
  readonly conversation: TransportConversationId | null;
}

/** One effect waiting to be carried out. */
export interface Due {
  readonly effectId: number;
  readonly effect: Effect;
  readonly memberId: MemberId;
  /** The member and conversation as they stand now, not as they stood when it was decided. */
  readonly member: Member;
  readonly conversation: Conversation | null;
  /** The conversation's epoch when it was decided; null where no epoch applies. */
  readonly epoch: number | null;
  /** Tries so far, not counting this one. */
  readonly attempts: number;
  /**
   * Whether a try may have gone through: an earlier one ended so, or the effect was its lane's next when the
   * ledger was opened, and another process may have been killed in the middle of it.
   */
  readonly inDoubt: boolean;
  readonly decidedAt: EpochMs;
  /** Of an effect that changes or removes what was carried: what there is of it now. */
  readonly carried: readonly Carried[];
  /** Whether what it carries has been deleted on its own side since. */
  readonly withdrawn: boolean;
  /** The case it is about, as it stands now; null when it is about none. */
  readonly theCase: Case | null;
  /** Of an agent's line: what it says now, when that was changed since. */
  readonly reworded: string | null;
  /** Whether it carries words of a member who is blocked by now. */
  readonly blocked: boolean;
  /** What members think of that case; nobody does of most. */
  readonly votes: Votes;
}

/** What carrying out an effect taught us; stored with the settlement, before the lane goes on. */
export interface Learned {
  /** The line that asks for an agent has arrived on the agent's side. */
  readonly requestPosted?: true;
  readonly placeId?: PlaceId;
  readonly threadId?: PlaceId;
  readonly transportConversationId?: TransportConversationId;
  readonly taskId?: TaskId;
  /** The place that a line of ours got among the lines on the agent's side. */
  readonly postedIndex?: number;
  /** Where the member's card is now, and what it tells. */
  readonly card?: Omit<CardPost, "version">;
  /** Where the case is shown to everybody. */
  readonly posted?: PostedCase;
}

/**
 * The assistant's answer to that message in the same conversation. While its lane may have begun to say it, nothing is
 * parked, and no events are accepted: what follows depends on whether the member has read it.
 */
export interface AwaitedAnswer {
  readonly to: PostId;
  /** When to try again meanwhile. */
  readonly tryAgainAt: EpochMs;
}

export type Settlement =
  | {
      readonly outcome: "done";
      readonly remoteId: string | null;
      /** All that it is called there, when it took more than one message. */
      readonly remoteIds?: readonly string[];
      readonly learned?: Learned;
      /** What follows from it, accepted in the same transaction. */
      readonly events?: readonly InboundEvent[];
    }
  | {
      readonly outcome: "dropped";
      readonly reason: string;
      /** As for "done". */
      readonly events?: readonly InboundEvent[];
    }
  | {
      readonly outcome: "retry";
      readonly at: EpochMs;
      readonly failure: Failure;
      /** False only when the try surely did nothing. */
      readonly inDoubt: boolean;
    }
  | {
      readonly outcome: "parked";
      readonly failure: Failure;
      readonly events?: readonly InboundEvent[];
      readonly awaits?: AwaitedAnswer;
    };
