import type { CaseStatus } from "../../domain/case.ts";
import type { PostOf } from "../ports.ts";

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

/** What the community can do besides talking to us. */
export interface CommunityRules {
  /** Null when bugs are not reported this way. */
  readonly bug: BugRules | null;
  /** What a case is shown as to everybody; null when it is not shown. */
  readonly postOf: PostOf;
}
