import { createPace } from "../domain/pace.ts";
import type { Conversation } from "../domain/conversation.ts";
import type { CarryOutContext } from "./carry-out/context.ts";
import type { Due } from "./ports.ts";

/** When conversations are opened, so that a flood of new members stays below what the agent's side takes. */
export interface Openings {
  /** Milliseconds until this effect may be tried; 0 for now, and for whatever opens no conversation. */
  wait(due: Pick<Due, "effectId" | "effect" | "conversation">): number;
}

/** So many may go at once after a rest. */
const BURST = 3;

/**
 * Each opening gets a time of its own, in the order they are asked for. Its lane waits for that outside of any turn:
 * those whose conversation is open do not stand behind those who wait for theirs.
 */
export function createOpenings({ transport, now }: Pick<CarryOutContext, "transport" | "now">): Openings {
  const pace = createPace({ perSecond: transport.openingsPerSecond, burst: BURST }, now);
  const times = new Map<number, number>();
  return {
    wait({ effectId, effect, conversation }) {
      const opens = effect.kind === "conversation.ensure" && !isThere(conversation);
      if (!opens) return 0;
      const at = times.get(effectId) ?? now() + pace.next();
      const wait = Math.ceil(at - now());
      if (wait <= 0) times.delete(effectId);
      else times.set(effectId, at);
      return Math.max(0, wait);
    },
  };
}

function isThere(conversation: Conversation | null): boolean {
  return conversation !== null && conversation.transportConversationId !== null;
}
