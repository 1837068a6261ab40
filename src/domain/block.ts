import type { EpochMs, MemberId } from "./ids.ts";

/** A member who is not answered. */
export interface Block {
  readonly memberId: MemberId;
  /** As staff gave it; the member reads it. */
  readonly reason: string;
  readonly since: EpochMs;
  /** Null when it has no end. */
  readonly until: EpochMs | null;
}

export function isInForce({ until }: Block, now: EpochMs): boolean {
  return until === null || until > now;
}
