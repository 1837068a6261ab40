import type { Conversation, End } from "../../domain/conversation.ts";
import type { PostId } from "../../domain/ids.ts";
import { onOneLine, shortened } from "../../domain/shortened.ts";
import { showCard } from "./card.ts";
import type { Draft } from "./draft.ts";
import { isClosed, tellOpening } from "./hours.ts";

/** How a member asked for a human: in words, by the button, or earlier, while nobody was there. */
export type Request =
  | { readonly by: "words"; readonly text: string; readonly postId: PostId }
  | { readonly by: "button" | "hours" }
  /** The assistant itself leaves it to one. */
  | { readonly by: "assistant" };

/** Longer titles help nobody in a list. */
const TITLE_CODE_POINTS = 80;

/**
 * Moves the conversation from the assistant to the agents' queue: a new epoch, a case, the mark the flow
 * reads, and one line that starts the flow. A button press is no message, so the bridge writes that line
 * for the member. Nothing after it starts the flow again. While nobody is there, the member is told when somebody is.
 */
export function requestHuman(draft: Draft, conversation: Conversation, request: Request): void {
  if (!isClosed(draft)) {
    handOff(draft, conversation, request);
    return;
  }
  if (request.by === "words") draft.post(conversation, { voice: "member", ...request });
  tellOpening(draft, conversation);
}

export function handOff(draft: Draft, conversation: Conversation, request: Request): void {
  const title = titled(draft, request.by === "words" ? request.text : lastOwed(conversation));
  // After a handoff that failed, the same case goes on.
  const caseNumber = conversation.caseNumber ?? draft.cases.openFor(conversation, title).number;
  const waiting = draft.change(conversation, {
    answering: "waiting",
    epoch: conversation.epoch + 1,
    caseNumber,
    // Whatever the assistant still owed, the agent answers now: they see it in the history.
    owed: [],
  });
  showCard(draft, waiting);
  draft.add({ kind: "member.describe", direction: "member", conversationId: waiting.id });
  draft.add({
    kind: "agent.request",
    direction: "agent",
    conversationId: waiting.id,
    caseNumber,
  });
  const text = request.by === "words" ? request.text : withoutWords(draft, request.by);
  draft.post(waiting, {
    voice: "member",
    text,
    postId: request.by === "words" ? request.postId : null,
    startsFlow: true,
    asksForAgent: true,
  });
  draft.post(waiting, {
    voice: "notice",
    text: draft.agentTexts("agent.summary", { name: draft.member.displayName, case: caseNumber }),
  });
  draft.timer("task", waiting.id, "", draft.context.now + draft.context.taskGraceMs);
  bePatient(draft, waiting);
}

/** Nobody waits for ever without hearing of it. */
export function bePatient(draft: Draft, waiting: Conversation): void {
  const { now, taskDelayedMs, taskGivenUpMs } = draft.context;
  draft.timer("patience", waiting.id, "delayed", now + taskDelayedMs);
  draft.timer("patience", waiting.id, "given-up", now + taskGivenUpMs);
}

/** Ends the conversation on our side and tells the member. */
export function endConversation(draft: Draft, conversation: Conversation, end: End): void {
  const { now, reopenMs } = draft.context;
  const desk = { ...conversation.desk, end, queue: null };
  const ended = draft.change(conversation, { answering: "ended", endedAt: now, owed: [], desk });
  showCard(draft, ended);
  // Then it can no longer be reopened, and the card must not say so.
  if (reopenMs > 0) draft.timer("reopen", ended.id, "", now + reopenMs);
}

function withoutWords(draft: Draft, by: "button" | "hours" | "assistant"): string {
  if (by === "assistant") return draft.agentTexts("agent.handed-over");
  if (by === "hours") return draft.agentTexts("agent.left-message");
  return draft.agentTexts("agent.pressed", { label: draft.texts("button.human") });
}

/** A case's title from somebody's words; their name when there are none. */
export function titled(draft: Draft, words: string): string {
  const title = shortened(onOneLine(words), TITLE_CODE_POINTS);
  return title === "" ? draft.member.displayName : title;
}

function lastOwed(conversation: Conversation): string {
  return conversation.owed.at(-1)?.text ?? "";
}
