import type { ConversationId, EpochMs, MemberId, PlaceId, PostId } from "../../domain/ids.ts";

/** A place of a member that may hold what nobody told us. */
export interface GapPlace {
  readonly memberId: MemberId;
  readonly placeId: PlaceId;
  /** The member's open conversation. */
  readonly conversationId: ConversationId | null;
}

/** A time of which we may not have heard what members did. */
export interface Gap {
  readonly id: number;
  /** The last thing heard before it, by the member side's clock. */
  readonly since: EpochMs;
  /** Those of open conversations and of members met lately, the latest first. */
  readonly places: readonly GapPlace[];
}

/** Remembers that something may be missing until it has been fetched. */
export interface Gaps {
  /** Notes a gap from the last event of the member's side on; an unclosed one goes on. Null when no place is known. */
  openGap(): Promise<Gap | null>;
  closeGap(id: number): Promise<void>;
  /** The one that is not closed. */
  gap(): Promise<Gap | null>;
  /**
   * The member's latest messages of the open conversation that stand in this place, as far as we have heard, the
   * oldest first; not all of them.
   */
  heardPosts(place: GapPlace): Promise<readonly PostId[]>;
}
