import type { EpochMs } from "../../domain/ids.ts";

/** One thing that stands in a timeline. */
export type Entry = LineEntry | StepEntry;

/** Who a line is from: a note is for the staff alone, and what flexcord says goes to the member. */
export type Speaker = "member" | "agent" | "assistant" | "flexcord" | "note";

export interface LineEntry {
  readonly kind: "line";
  /** Names it on the page. */
  readonly id: string;
  readonly at: EpochMs;
  readonly from: Speaker;
  /** The person's name; null when it is not known, or nobody's. */
  readonly author: string | null;
  /** Null once it is not kept any more. */
  readonly text: string | null;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly edited: boolean;
  readonly deleted: boolean;
  readonly reactions: readonly string[];
  /** Null where nothing had to be delivered. */
  readonly delivery: Delivery | null;
}

/** How far a line has come on its way to the other side. */
export interface Delivery {
  readonly state: "waiting" | "retrying" | "delivered" | "dropped" | "parked";
  readonly to: "member" | "agent" | "assistant";
  readonly attempts: number;
  readonly why: string | null;
  /** What a replay is asked for. */
  readonly effectId: number;
}

/** Something that happened without being said. */
export interface StepEntry {
  readonly kind: "step";
  readonly id: string;
  readonly at: EpochMs;
  readonly text: string;
  readonly tone: "plain" | "good" | "bad";
  /** Of a step of ours that is in trouble. */
  readonly delivery: Delivery | null;
}
