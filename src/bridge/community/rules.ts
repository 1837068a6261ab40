import type { CaseStatus } from "../../domain/case.ts";
import type { Standing } from "../../domain/event.ts";
import type { PostOf } from "../ports.ts";
import type { IdeaState } from "./idea-state.ts";

/** How bugs are reported and shown. */
export interface BugRules {
  /** Where they are posted: a text channel or a forum. */
  readonly channelId: string;
  /** The forum's tag for each status; null where a status has none. */
  readonly tags: Readonly<Record<CaseStatus, string | null>>;
  /** What a bug can be about; none are asked for when empty. */
  readonly areas: readonly string[];
  /** How many similar reports are offered first. */
  readonly mostSimilar: number;
}

/** How ideas are posted and voted on. */
export interface IdeaRules {
  /** Where they are posted: a text channel or a forum. */
  readonly channelId: string;
  /** The forum's tag for each state; null where a state has none. */
  readonly tags: Readonly<Record<IdeaState, string | null>>;
  /** Whether who voted for an idea is told that it is done. */
  readonly tellsVoters: boolean;
}

/** How messages are reported to moderators. */
export interface ReportRules {
  /** Where moderators read of them, and nobody else. */
  readonly channelId: string;
}

/** What the community can do besides talking to us. */
export interface CommunityRules {
  /** Null when bugs are not reported this way. */
  readonly bug: BugRules | null;
  /** Null when ideas are not posted. */
  readonly idea: IdeaRules | null;
  /** Null when messages are not reported. */
  readonly report: ReportRules | null;
  /** Whether moderators announce on Discord. */
  readonly announces: boolean;
  /** Ids of the roles of those who may moderate; null leaves it to what Discord lets them do. */
  readonly moderators: readonly string[] | null;
  /** What a case is shown as to everybody, or to moderators; null when it is not shown. */
  readonly postOf: PostOf;
}

/** Whether somebody may do what only moderators do. Nobody may outside of the server. */
export function mayModerate(
  standing: Standing | undefined,
  { moderators }: Pick<CommunityRules, "moderators">,
): boolean {
  if (standing === undefined) return false;
  return moderators === null ? standing.moderates : standing.roles.some((role) => moderators.includes(role));
}
