import type { Conversation } from "../../domain/conversation.ts";
import type { MemberCommanded, MemberPressed, MemberWrote } from "../../domain/event.ts";
import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";
import { postFiles } from "./files.ts";
import { requestHuman } from "./handoff.ts";
import { filesOf, isBlank, wordsOf } from "./wording.ts";

export function memberWrote(draft: Draft, event: MemberWrote): Ruling {
  const { earlier } = draft.situation;
  if (earlier === null) return relay(draft, event);
  return ignore(earlier.deleted ? "it was deleted before it came" : "a later version of it came first");
}

/** What is carried of a member's message. */
type Message = Pick<MemberWrote, "postId" | "text" | "content">;

/** Takes a member's message into their open conversation, or into a new one; its files behind its words. */
export function relay(draft: Draft, message: Message): Ruling {
  const words = wordsOf(draft, message.text, message.content);
  if (isBlank(words) && filesOf(message.content ?? {}).length === 0) return ignore("it says nothing");
  const conversation = draft.openConversation();
  if (!isBlank(words)) relayWords(draft, conversation, message, words);
  postFiles(draft, draft.conversation ?? conversation, message.postId, message.content);
  if (conversation.answering !== "assistant") {
    draft.changeCase({ do: "member-wrote" }, draft.theMember());
  } else if (isBlank(message.text)) {
    draft.say({
      voice: "assistant",
      text: draft.texts("assistant.no-words"),
      buttons: [draft.humanButton()],
    });
  }
  return undefined;
}

function relayWords(
  draft: Draft,
  conversation: Conversation,
  { postId, text }: Message,
  words: string,
): void {
  if (conversation.answering !== "assistant" || isBlank(text)) {
    draft.post(conversation, { voice: "member", text: words, postId });
    return;
  }
  if (draft.context.asksForHuman(text)) {
    requestHuman(draft, conversation, { by: "words", text: words, postId });
    return;
  }
  draft.change(conversation, { owed: [...conversation.owed, { postId, text }] });
  draft.post(conversation, { voice: "member", text: words, postId, startsFlow: true });
  // The flow may be busy with an earlier message and never ask about this one.
  draft.timer("answer", conversation.id, postId, draft.context.now + draft.context.answerGraceMs);
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
