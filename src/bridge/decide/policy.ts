import type { EpochMs } from "../../domain/ids.ts";

/** A sentence for a member or an agent by its key in the catalogue, in the reader's language. */
export type Speak = (
  locale: string,
  key: SentenceKey,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** The sentences the bridge says of its own accord. */
export type SentenceKey =
  | "greeting"
  | "button.human"
  | "helpme.opened"
  | "helpme.continues"
  | "helpme.dms-closed"
  | "assistant.nothing"
  | "handoff.transferring"
  | "handoff.already-waiting"
  | "handoff.with-agent"
  | "handoff.delayed"
  | "handoff.no-agent"
  | "queue.position"
  | "agent.joined"
  | "conversation.ended"
  | "failed.try-again"
  | "agent.summary"
  | "agent.pressed"
  | "agent.not-delivered-dms-closed"
  | "agent.not-delivered";

/** What deciding depends on besides the situation and the event. */
export interface Policy {
  readonly speak: Speak;
  readonly asksForHuman: (text: string) => boolean;
  /** Tells conversations of this ledger from those of another one for the same member. */
  readonly lineage: string;
  /** The language of texts for agents, and of members whose language is unknown. BCP 47. */
  readonly language: string;
  /** How long the flow has to ask for an answer before the bridge answers without being asked. */
  readonly answerGraceMs: number;
  /** How long the flow has to make a task of a request for a human before the bridge sees to it. */
  readonly taskGraceMs: number;
}

/** The policy at one moment. */
export interface DecideContext extends Policy {
  readonly now: EpochMs;
}
