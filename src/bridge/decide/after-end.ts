import { untouchedDesk, type Conversation } from "../../domain/conversation.ts";
import type { TimerRang } from "../../domain/event.ts";
import type { CaseNumber } from "../../domain/ids.ts";
import { reopenable, showCard } from "./card.ts";

import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";
import { bePatient } from "./handoff.ts";
import { isClosed, promiseOpening } from "./hours.ts";

/** What a member can still do about a conversation that has ended. */

/** A first word on how it was; a later one replaces it. */
export function rated(draft: Draft, score: number): Ruling {
  return rate(draft, score, draft.cases.rating?.comment ?? "");
}

export function commented(draft: Draft, text: string): Ruling {
  const score = draft.cases.rating?.score;
  if (score === undefined) return ignore("there is no rating to comment on");
  return rate(draft, score, text);
}

function rate(draft: Draft, score: number, comment: string): Ruling {
  const ended = theEnded(draft);
  if (ended === null || ended.caseNumber === null) return ignore("nothing has ended that could be rated");
  const rating = { score, comment };
  draft.cases.changeLatest({ do: "rate", rating }, draft.cases.theMember());
  const taskId = ended.desk.work.findLast(({ agent }) => agent !== null)?.taskId;
  if (taskId !== undefined) {
    draft.add({ kind: "rating.put", direction: "agent", conversationId: ended.id, taskId, rating });
  }
  showCard(draft, ended);
  return undefined;
}

export function sendTranscript(draft: Draft): Ruling {
  const ended = theEnded(draft);
  if (ended === null) return ignore("nothing has ended whose transcript could be sent");
  draft.add({ kind: "transcript.send", direction: "member", conversationId: ended.id });
  return undefined;
}

/** The time to reopen it is over: the card stops offering it. */
export function reopenEnds(draft: Draft, _event: TimerRang): Ruling {
  const ended = theEnded(draft);
  if (ended === null || ended.desk.end === "reopened") return ignore("it is not offered any more");
  showCard(draft, ended);
  return undefined;
}

/**
 * Takes an ended conversation up again. What is closed on the agents' side stays closed, so a new one goes on from it: with
 * the same case, what was said before, and the agent whom the member knows asked first.
 */
export function reopen(draft: Draft): Ruling {
  const ended = theEnded(draft);
  if (ended === null) return ignore("nothing has ended that could be reopened");
  const { caseNumber } = ended;
  if (draft.situation.open !== null) {
    draft.notice(draft.texts("reopen.already-talking"));
    return undefined;
  }
  if (caseNumber === null || !reopenable(draft, ended)) {
    draft.notice(draft.texts("reopen.too-late"));
    showCard(draft, ended);
    return undefined;
  }
  showCard(draft, draft.change(ended, { desk: { ...ended.desk, end: "reopened" } }));
  const preferred = ended.desk.work.findLast(({ agent }) => agent !== null)?.agent?.workerId ?? null;
  const desk = { ...untouchedDesk, preferred };
  const begun = draft.openConversation({ follows: ended.id, caseNumber, desk });
  draft.add({ kind: "history.post", direction: "agent", conversationId: begun.id, earlier: ended.id });
  if (isClosed(draft)) promiseOpening(draft, begun);
  else askAgain(draft, begun, caseNumber);
  return undefined;
}

/** The flow is not asked: it knows nothing of the agent whom the member knows. */
function askAgain(draft: Draft, begun: Conversation, caseNumber: CaseNumber): void {
  const waiting = draft.change(begun, { answering: "waiting", epoch: begun.epoch + 1 });
  const name = draft.member.displayName;
  draft.post(waiting, {
    voice: "notice",
    text: draft.agentTexts("agent.reopened", { name, case: caseNumber }),
  });
  draft.add({ kind: "member.describe", direction: "member", conversationId: waiting.id });
  draft.add({ kind: "agent.request", direction: "agent", conversationId: waiting.id, caseNumber });
  draft.add({ kind: "task.ensure", direction: "agent", conversationId: waiting.id, caseNumber });
  bePatient(draft, waiting);
  showCard(draft, waiting);
}

function theEnded({ conversation }: Draft): Conversation | null {
  return conversation?.answering === "ended" ? conversation : null;
}
