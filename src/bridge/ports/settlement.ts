import type { CardPost, Conversation, Member } from "../../domain/conversation.ts";
import type { InboundEvent } from "../../domain/event.ts";
import type { Failure } from "../../domain/failure.ts";
import type { EpochMs, MemberId, PlaceId, TaskId, TransportConversationId } from "../../domain/ids.ts";
import type { Effect } from "../effect.ts";

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
}

/** What carrying out an effect taught us; stored with the settlement, before the lane goes on. */
export interface Learned {
  /** The line that asks for an agent has arrived on the agent's side. */
  readonly requestPosted?: true;
  readonly placeId?: PlaceId;
  readonly transportConversationId?: TransportConversationId;
  readonly taskId?: TaskId;
  /** The place that a line of ours got among the lines on the agent's side. */
  readonly postedIndex?: number;
  /** Where the member's card is now, and what it tells. */
  readonly card?: Omit<CardPost, "version">;
}

export type Settlement =
  | {
      readonly outcome: "done";
      readonly remoteId: string | null;
      readonly learned?: Learned;
      /** What follows from it, accepted in the same transaction. */
      readonly events?: readonly InboundEvent[];
    }
  | { readonly outcome: "dropped"; readonly reason: string }
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
    };
