/** Who a line is from, as the other side is to see it. */
export type Voice = "member" | "assistant" | "notice" | "agent";

/** A button under a line to the member; `action` and `subject` come back with the press. */
export interface Button {
  readonly label: string;
  readonly action: string;
  readonly subject: string;
  /** Present on one that should not stand out. */
  readonly quiet?: true;
  /** Present on one that means the same wherever it is; others mean something in the member's own place. */
  readonly everywhere?: true;
}

/** How a conversation stands, ready to be read. */
export interface Card {
  /** The sentence that a notification shows. */
  readonly text: string;
  /** What is worth knowing besides, line by line. */
  readonly details: readonly string[];
  readonly tone: "calm" | "waiting" | "live" | "paused" | "over";
  /** Who answers, when it is a person. */
  readonly agent: { readonly name: string; readonly picture: string | null } | null;
  readonly buttons: readonly Button[];
}
