import type { LostPost } from "../../domain/event.ts";
import type { Draft, Ruling } from "./draft.ts";
import { begin, relay } from "./member.ts";

/**
 * A member's message found its conversation closed on the agents' side: it goes into the next one. It goes out where it
 * stood in its lane, so what was written after it comes after it, whichever conversation that was decided for.
 */
export function carryOver(draft: Draft, lost: LostPost, effectId: number | undefined): Ruling {
  const { earlier, open } = draft.situation;
  if (earlier?.deleted === true) return undefined;
  draft.standInFor(effectId);
  const next = draft.openConversation();
  if (next === open && next.transportConversationId === null) {
    // A later message opened it, and waits with that behind this one.
    draft.add({ kind: "conversation.ensure", direction: "agent", conversationId: next.id });
  }
  const { postId, text: words, file, part } = lost;
  if (file !== undefined) {
    draft.post(begin(draft), {
      voice: "member",
      text: words,
      postId,
      file,
      ...(part === undefined ? {} : { part }),
    });
    return undefined;
  }
  const answered = lost.answered === true || draft.situation.answered(postId);
  // The assistant is asked what the message says by now; the change of what agents read waits in the lane.
  const message = { postId, text: earlier?.text ?? words };
  return relay(draft, answered ? { ...message, answered } : message, words);
}
