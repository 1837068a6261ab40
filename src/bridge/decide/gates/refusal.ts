import type { Button } from "../../effect.ts";

/** Why a member is kept out. */
export interface Refusal {
  /** Names it, so that they are told of each once. */
  readonly key: string;
  /** As operators read it. */
  readonly reason: string;
  /** As the member reads it. */
  readonly text: string;
  /** What they can do instead, where they are told in a command's own answer. */
  readonly buttons?: readonly Button[];
  /** As agents read it, who would wait for an answer; null when they know of nobody. */
  readonly forAgents: string | null;
}
