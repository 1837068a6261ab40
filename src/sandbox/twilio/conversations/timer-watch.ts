import type { Runtime } from "../runtime.ts";
import type { Conversation } from "./model.ts";
import type { ConversationStore } from "./store.ts";

/** Waits for a conversation's quiet to grow old; called again whenever it changed. */
export function createTimerWatch(
  runtime: Runtime,
  store: ConversationStore,
  expire: (conversation: Conversation, state: "inactive" | "closed") => void,
): (conversation: Conversation) => void {
  const waiting = new Map<string, readonly (() => void)[]>();
  return (conversation) => {
    for (const cancel of waiting.get(conversation.sid) ?? []) cancel();
    waiting.delete(conversation.sid);
    if (conversation.state === "closed") return;
    const armed = (["inactive", "closed"] as const).flatMap((state) => {
      const ms = conversation.timers[state];
      if (ms === null || conversation.state === state) return [];
      const left = conversation.activeAt + ms - runtime.now();
      const ring = () => {
        const current = store.conversations.get(conversation.sid);
        if (current !== undefined) expire(current, state);
      };
      return [runtime.after(left, ring)];
    });
    waiting.set(conversation.sid, armed);
  };
}
