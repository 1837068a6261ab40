import type { Conversation } from "../../domain/conversation.ts";
import type { PostId } from "../../domain/ids.ts";
import type { Draft } from "./draft.ts";

/** How a member asked for a human: in words, or by the button. */
export type Request =
  | { readonly by: "words"; readonly text: string; readonly postId: PostId }
  | { readonly by: "button" }
  /** The assistant itself leaves it to one. */
  | { readonly by: "assistant" };

/** Longer titles help nobody in a list. */
const TITLE_CODE_POINTS = 80;

/**
 * Moves the conversation from the assistant to the agents' queue: a new epoch, a case, the mark the flow
 * reads, and one line that starts the flow. A button press is no message, so the bridge writes that line
 * for the member. Nothing after it starts the flow again.
 */
export function requestHuman(draft: Draft, conversation: Conversation, request: Request): void {
  const title = request.by === "words" ? shorten(request.text) : shorten(lastOwed(conversation));
  // After a handoff that failed, the same case goes on.
  const caseNumber =
    conversation.caseNumber ??
    draft.openCase(conversation, title === "" ? draft.member.displayName : title).number;
  const waiting = draft.change(conversation, {
    answering: "waiting",
    epoch: conversation.epoch + 1,
    caseNumber,
    // Whatever the assistant still owed, the agent answers now: they see it in the history.
    owed: [],
  });
  draft.notice(draft.texts("handoff.transferring", { case: caseNumber }));
  draft.add({
    kind: "agent.request",
    direction: "agent",
    conversationId: waiting.id,
    caseNumber,
  });
  const text = lineOf(draft, request);
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
  const { now, taskGraceMs, taskDelayedMs, taskGivenUpMs } = draft.context;
  draft.timer("task", waiting.id, "", now + taskGraceMs);
  draft.timer("patience", waiting.id, "delayed", now + taskDelayedMs);
  draft.timer("patience", waiting.id, "given-up", now + taskGivenUpMs);
}

/** The one line that starts the flow: the member's own, or what stands for it. */
function lineOf(draft: Draft, request: Request): string {
  switch (request.by) {
    case "words":
      return request.text;
    case "button":
      return draft.agentTexts("agent.pressed", { label: draft.texts("button.human") });
    case "assistant":
      return draft.agentTexts("agent.handed-over");
  }
}

/** Ends the conversation on our side and tells the member. */
export function endConversation(
  draft: Draft,
  conversation: Conversation,
  notice: "conversation.ended" | "handoff.no-agent" | "failed.try-again",
): void {
  draft.change(conversation, { answering: "ended", endedAt: draft.context.now, owed: [] });
  draft.notice(draft.texts(notice));
}

function lastOwed(conversation: Conversation): string {
  return conversation.owed.at(-1)?.text ?? "";
}

function shorten(text: string): string {
  const points = Array.from(text.replaceAll(/\s+/gu, " ").trim());
  if (points.length <= TITLE_CODE_POINTS) return points.join("");
  return `${points.slice(0, TITLE_CODE_POINTS - 1).join("")}…`;
}
