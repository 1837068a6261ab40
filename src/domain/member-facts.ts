import type { EpochMs, MemberId } from "./ids.ts";

/** What a member is called and which language they read, as Discord told us with their last event. */
export interface MemberFacts {
  readonly memberId: MemberId;
  readonly displayName: string;
  /** BCP 47, as Discord's client reports it; absent on plain messages. */
  readonly locale?: string;
  /** When their account was made; absent on events of former versions. */
  readonly accountMadeAt?: EpochMs;
}

/** What somebody is on the server, as it told when they did something there. */
export interface Standing {
  /** The ids of their roles. */
  readonly roles: readonly string[];
  /** Whether they may remove what others write, or more than that. */
  readonly moderates: boolean;
}
