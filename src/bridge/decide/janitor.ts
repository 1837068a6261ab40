import type { Conversation } from "../../domain/conversation.ts";
import type { TaskMissing, TimerRang } from "../../domain/event.ts";
import type { CaseNumber } from "../../domain/ids.ts";
import { showCard } from "./card.ts";
import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";

/** Sees to it that nobody waits for a human whom nobody was asked for. */

/** No task yet: the flow may have slept through the request. */
export function taskDue(draft: Draft, _event: TimerRang): Ruling {
  const waiting = waitingForTask(draft);
  if (waiting === null) return ignore("nobody waits for a task");
  const { id: conversationId, caseNumber } = waiting;
  draft.add({ kind: "task.ensure", direction: "agent", conversationId, caseNumber });
  return undefined;
}

export function taskMissing(draft: Draft, event: TaskMissing): Ruling {
  const waiting = waitingForTask(draft);
  if (waiting === null) return ignore("nobody waits for a task");
  draft.timer("task", waiting.id, "", draft.context.now + event.comeBackMs);
  return undefined;
}

/** The member has waited for long: they are told, and in the end led back to who does answer. */
export function patienceEnds(draft: Draft, event: TimerRang): Ruling {
  const waiting = waitingForTask(draft);
  if (waiting === null) return ignore("nobody waits for a task");
  if (event.subject === "delayed") {
    draft.notice(draft.texts("handoff.delayed"));
    return undefined;
  }
  // A task that comes about later all the same takes them out of the assistant's hands again.
  const { epoch } = waiting;
  showCard(draft, draft.change(waiting, { answering: "assistant", epoch: epoch + 1, requestPosted: false }));
  return undefined;
}

/** The conversation, when its member waits for a human and no work for agents has come of it yet. */
function waitingForTask({
  conversation,
}: Draft): (Conversation & { readonly caseNumber: CaseNumber }) | null {
  if (conversation === null || conversation.answering !== "waiting" || conversation.taskId !== null)
    return null;
  const { caseNumber } = conversation;
  return caseNumber === null ? null : { ...conversation, caseNumber };
}
