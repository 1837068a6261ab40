import type { Openness } from "../../domain/business-hours.ts";
import type { CaseRules } from "../../domain/case.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { FileKind } from "../../domain/file-kind.ts";
import type { CaseUrl } from "../case-url.ts";
import type { CommunityRules } from "../community/rules.ts";
import type { FileLinks } from "../ports.ts";
import type { Texts } from "../../texts/texts.ts";
import type { GateRules } from "./gates/gate-rules.ts";

/** What the agents' side takes of members' files, and the members' side of agents'. */
export interface FileRules {
  readonly towardAgent: {
    readonly mostBytes: number;
    /** A picture that is small on the wire can be huge on a screen. */
    readonly mostPixels: number;
    readonly kinds: readonly FileKind[];
  };
  readonly towardMember: { readonly mostBytes: number };
  /** How long a link of ours to a file is good. */
  readonly linkHours: number;
}

/** What deciding depends on besides the situation and the event. */
export interface Policy {
  /** The sentences for a reader of this locale (BCP 47). */
  readonly texts: (locale: string) => Texts;
  /** How cases live. */
  readonly cases: CaseRules;
  readonly gates: GateRules;
  /** What the community can do besides talking to us. */
  readonly community: CommunityRules;
  readonly asksForHuman: (text: string) => boolean;
  /** Tells conversations of this ledger from those of another one for the same member. */
  readonly lineage: string;
  /** The language of texts for agents, and of members whose language is unknown. BCP 47. */
  readonly language: string;
  readonly files: FileRules;
  /** An address at which the file can be had until then. */
  readonly linkTo: FileLinks["linkTo"];
  /** How long the flow has to ask for an answer before the bridge answers without being asked. */
  readonly answerGraceMs: number;
  /** How long the flow has to make a task of a request for a human before the bridge sees to it. */
  readonly taskGraceMs: number;
  /** After how long without a task the member is told that it takes longer than it should. */
  readonly taskDelayedMs: number;
  /** After how long without a task the member is led back to the assistant. */
  readonly taskGivenUpMs: number;
  /** Whether members whose DMs are closed can have a private thread. */
  readonly offersThreads: boolean;
  /** How long an ended conversation can be reopened. */
  readonly reopenMs: number;
  /** What agents begin a line with that the member is not to read; null when only its mark tells. */
  readonly notePrefix: string | null;
  /** Whether the member hears of it when somebody joins who has taken no work, such as a supervisor. */
  readonly announceGuests: boolean;
  /** Where a case can be read; null when nowhere. */
  readonly caseUrl: CaseUrl;
  /** Whether agents are there now, and when they come next; null in `opensAt` when nobody knows. */
  readonly hours: (now: EpochMs) => Openness;
}

/** The policy at one moment. */
export interface DecideContext extends Policy {
  readonly now: EpochMs;
}
