import type { PostedCase } from "./case.ts";
import type { ReportFile } from "./content.ts";
import type { FailureCode } from "./failure.ts";
import type { CaseNumber, InteractionId, MemberId } from "./ids.ts";
import type { MemberFacts, Standing } from "./member-facts.ts";

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

/** A case stands for the first time where everybody reads it. */
export interface CasePosted {
  readonly kind: "case.posted";
  readonly memberId: MemberId;
  readonly caseNumber: CaseNumber;
  readonly posted: PostedCase;
  /** The interaction that wants to be told; null when nobody waits. */
  readonly interactionId: InteractionId | null;
}

/** Members think otherwise of an idea than before. */
export interface CaseVoted {
  readonly kind: "case.voted";
  /** Whose idea it is. */
  readonly memberId: MemberId;
  readonly caseNumber: CaseNumber;
  readonly version: number;
}

/** The files that came with a report are with its case, as far as they could be had. */
export interface FilesHandedOver {
  readonly kind: "files.handed-over";
  readonly memberId: MemberId;
  readonly caseNumber: CaseNumber;
  readonly kept: readonly string[];
  /** By name, with the code of the failure that took each. */
  readonly missing: readonly { readonly name: string; readonly code: FailureCode }[];
}
