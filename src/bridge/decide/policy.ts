import type { CaseRules } from "../../domain/case.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { Texts } from "../../texts/texts.ts";

/** What deciding depends on besides the situation and the event. */
export interface Policy {
  /** The sentences for a reader of this locale (BCP 47). */
  readonly texts: (locale: string) => Texts;
  /** How cases live. */
  readonly cases: CaseRules;
  readonly asksForHuman: (text: string) => boolean;
  /** Tells conversations of this ledger from those of another one for the same member. */
  readonly lineage: string;
  /** The language of texts for agents, and of members whose language is unknown. BCP 47. */
  readonly language: string;
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
}

/** The policy at one moment. */
export interface DecideContext extends Policy {
  readonly now: EpochMs;
}
