import type { TimerRang } from "../../domain/event.ts";
import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";
import { handOff, titled } from "./handoff.ts";
import { isClosed, openingOf, promiseOpening } from "./hours.ts";

/** Opens a case of what the member wrote while nobody was there: agents get it when they are back. */
export function leaveMessage(draft: Draft, text: string): Ruling {
  const { conversation } = draft;
  if (conversation === null || conversation.answering !== "assistant") {
    return ignore("the assistant no longer answers here");
  }
  const caseNumber = conversation.caseNumber ?? draft.cases.openFor(conversation, titled(draft, text)).number;
  const current = draft.change(conversation, { caseNumber });
  draft.post(current, { voice: "member", text });
  if (isClosed(draft)) promiseOpening(draft, current);
  else handOff(draft, current, { by: "hours" });
  return undefined;
}

export function keepAsking(draft: Draft): Ruling {
  draft.notice(draft.texts("hours.keep-asking"));
  return undefined;
}

/** Agents are back: whoever left a message gets one. */
export function hoursBegin(draft: Draft, _event: TimerRang): Ruling {
  const { conversation } = draft;
  if (conversation === null || conversation.caseNumber === null) return ignore("no message was left");
  const { answering, caseNumber, id } = conversation;
  if (answering === "waiting" || answering === "agent") return ignore("a human has been asked for");
  if (isClosed(draft)) {
    // The hours were changed meanwhile.
    const opensAt = openingOf(draft);
    if (opensAt !== null) draft.timer("hours", id, "", opensAt);
    return undefined;
  }
  if (answering === "assistant") {
    handOff(draft, conversation, { by: "hours" });
    return undefined;
  }
  if (draft.situation.open !== null) return ignore("the member is talking to somebody already");
  const begun = draft.openConversation({ follows: id, caseNumber });
  draft.add({ kind: "history.post", direction: "agent", conversationId: begun.id, earlier: id });
  handOff(draft, begun, { by: "hours" });
  return undefined;
}
