import type { AssistantAnswered, AssistantAsked, TimerRang } from "../../domain/event.ts";
import type { Conversation } from "../../domain/conversation.ts";
import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";
import { requestHuman } from "./handoff.ts";

/** The flow asks: answer everything owed, oldest first, for the flow may have slept through some of it. */
export function assistantAsked(draft: Draft, _event: AssistantAsked): Ruling {
  const { conversation } = draft;
  if (conversation === null) return ignore("no conversation");
  if (conversation.answering !== "assistant") return ignore("a human has been asked for");
  if (conversation.owed.length === 0) return ignore("nothing is owed an answer");
  return answerOwed(draft, conversation, conversation.owed.length);
}

/** The flow did not ask in time: the bridge, not the flow, owes the member an answer. */
export function answerDue(draft: Draft, event: TimerRang): Ruling {
  const { conversation } = draft;
  if (conversation === null || conversation.answering !== "assistant") {
    return ignore("the assistant no longer answers here");
  }
  const index = conversation.owed.findIndex((owed) => owed.postId === event.subject);
  if (index === -1) return ignore("already answered");
  return answerOwed(draft, conversation, index + 1);
}

function answerOwed(draft: Draft, conversation: Conversation, count: number): Ruling {
  for (const { postId, text } of conversation.owed.slice(0, count)) {
    draft.add({
      kind: "answer",
      direction: "assistant",
      conversationId: conversation.id,
      postId,
      question: text,
    });
  }
  draft.change(conversation, { owed: conversation.owed.slice(count) });
  return undefined;
}

/** The answer goes to the member and, so that an agent later sees it, into the transport conversation. */
export function assistantAnswered(draft: Draft, event: AssistantAnswered): Ruling {
  const { conversation } = draft;
  if (conversation === null) return ignore("no conversation");
  if (conversation.epoch !== event.epoch || conversation.answering !== "assistant") {
    return ignore("dropped: a human was asked for while the assistant was thinking");
  }
  if (event.handoff === true) {
    if (event.text !== "") {
      draft.say({ voice: "assistant", text: event.text });
      draft.post(conversation, { voice: "assistant", text: event.text });
    }
    requestHuman(draft, conversation, { by: "assistant" });
    return undefined;
  }
  const text = event.found ? event.text : draft.texts("assistant.nothing");
  draft.say({ voice: "assistant", text, buttons: [draft.humanButton()] });
  draft.post(conversation, { voice: "assistant", text });
  return undefined;
}
