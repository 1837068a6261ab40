import type { MemberCommanded, MemberPressed, MemberWrote } from "../../domain/event.ts";
import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";
import { requestHuman } from "./handoff.ts";

export function memberWrote(draft: Draft, event: MemberWrote): Ruling {
  const { earlier } = draft.situation;
  if (earlier === null) return relay(draft, event);
  return ignore(earlier.deleted ? "it was deleted before it came" : "a later version of it came first");
}

/** Takes a member's message into their open conversation, or into a new one. */
export function relay(draft: Draft, { postId, text }: Pick<MemberWrote, "postId" | "text">): Ruling {
  const conversation = draft.openConversation();
  if (conversation.answering !== "assistant") {
    draft.post(conversation, { voice: "member", text, postId });
    draft.changeCase({ do: "member-wrote" }, draft.theMember());
    return undefined;
  }
  if (draft.context.asksForHuman(text)) {
    requestHuman(draft, conversation, { by: "words", text, postId });
    return undefined;
  }
  draft.change(conversation, { owed: [...conversation.owed, { postId, text }] });
  draft.post(conversation, { voice: "member", text, postId, startsFlow: true });
  // The flow may be busy with an earlier message and never ask about this one.
  draft.timer("answer", conversation.id, postId, draft.context.now + draft.context.answerGraceMs);
  return undefined;
}

export function memberCommanded(draft: Draft, event: MemberCommanded): Ruling {
  const place = placeFor(draft, event.command);
  if (place === null) return ignore(`the bridge has no command ${event.command}`);
  draft.add({ kind: "place.open", direction: "member", place, interactionId: event.interactionId });
  return undefined;
}

export function memberPressed(draft: Draft, event: MemberPressed): Ruling {
  if (event.action !== "human") return ignore(`no button means ${event.action}`);
  const conversation = draft.openConversation();
  switch (conversation.answering) {
    case "waiting":
      draft.notice(draft.texts("handoff.already-waiting"));
      return undefined;
    case "agent":
      draft.notice(draft.texts("handoff.with-agent"));
      return undefined;
    case "assistant":
    case "ended":
      requestHuman(draft, conversation, { by: "button" });
      return undefined;
  }
}

/** Who asks for a thread gets one; a conversation that goes on in one is not led elsewhere. */
function placeFor({ member, conversation, context }: Draft, command: string): "dm" | "thread" | null {
  if (command === "thread") return context.offersThreads ? "thread" : null;
  if (command !== "helpme") return null;
  const goesOn = conversation !== null && conversation.answering !== "ended";
  return goesOn && member.placeId !== null && member.placeId === member.threadId ? "thread" : "dm";
}
