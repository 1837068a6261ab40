import type { ConversationId, EpochMs, PostId } from "../domain/ids.ts";
import type { EffectTowardAgent } from "./effect/toward-agent.ts";
import type { EffectTowardMember } from "./effect/toward-member.ts";

/** What the bridge does about events. Other rooms import this file alone; the effects of each side are below `effect/`. */
export type * from "./effect/line.ts";
export type * from "./effect/toward-agent.ts";
export type * from "./effect/toward-member.ts";

/**
 * The side an effect goes out on. A lane is one member and one direction: an outage of one vendor
 * never holds up what goes to the other.
 */
export type Direction = "member" | "agent" | "assistant";

/** Has the assistant think about what the member wrote. */
export interface Answer {
  readonly kind: "answer";
  readonly direction: "assistant";
  readonly conversationId: ConversationId;
  readonly postId: PostId;
  readonly question: string;
}

export type Effect = EffectTowardMember | EffectTowardAgent | Answer;

/** A time the bridge wants to be told of. Setting a timer of the same name and subject again moves it. */
export interface TimerRequest {
  readonly timer: string;
  readonly conversationId: ConversationId;
  readonly subject: string;
  readonly dueAt: EpochMs;
}
