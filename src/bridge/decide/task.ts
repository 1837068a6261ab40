import type { Conversation } from "../../domain/conversation.ts";
import type { EndChecked, PositionKnown, TaskMoved, TimerRang } from "../../domain/event.ts";
import type { TaskId } from "../../domain/ids.ts";
import { hold } from "./agent.ts";
import { showCard } from "./card.ts";
import { describeTask } from "./describe.ts";
import { moveWork, offered, takenBy, workOf } from "./desk.ts";
import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";
import { endConversation } from "./handoff.ts";

/** Between two looks at the queue while somebody waits in it. */
const QUEUE_MS = 30_000;
/**
 * How long work may be over before its conversation is: work is also over when it is passed on or put aside,
 * and the news of that comes in any order.
 */
const ENDING_MS = 3_000;

export function taskMoved(draft: Draft, event: TaskMoved): Ruling {
  const { conversation } = draft;
  if (conversation === null) return ignore("no conversation");
  if (conversation.answering === "ended") return ignore("the conversation has ended");
  if (workOf(conversation.desk, event.taskId)?.stage === "over") return ignore("that work is over");
  switch (event.stage) {
    case "created":
    case "queued":
      return taskFound(draft, conversation, event);
    case "accepted":
      return agentJoined(draft, conversation, event);
    case "wrapup":
    case "completed":
      return workDone(draft, conversation, event.taskId);
    case "canceled":
      return workLost(draft, conversation, event.taskId);
  }
}

function taskFound(draft: Draft, conversation: Conversation, { taskId }: TaskMoved): Ruling {
  if (workOf(conversation.desk, taskId) !== undefined || conversation.taskId === taskId) {
    return ignore("the task is known");
  }
  const desk = moveWork(conversation.desk, taskId, "offered");
  // A second one is offered beside the first, to pass the member on or to help: the first goes on meanwhile.
  if (takenBy(desk).length > 0) {
    describeTask(draft, draft.change(conversation, { desk }), taskId);
    return undefined;
  }
  let current = draft.change(conversation, { desk, taskId });
  if (current.answering === "assistant") current = failedOpen(draft, current);
  // The news that the agent left came before that of whom they pass the member on to.
  if (current.answering === "agent") {
    current = showCard(draft, draft.change(current, { answering: "waiting", agentName: null }));
  }
  draft.add({ kind: "flow.detach", direction: "agent", conversationId: current.id });
  describeTask(draft, current, taskId);
  askForPosition(draft, current, taskId);
  return undefined;
}

/** The flow failed open: it sent the member to a human without anybody having asked. */
function failedOpen(draft: Draft, conversation: Conversation): Conversation {
  const title = conversation.owed.at(-1)?.text ?? draft.member.displayName;
  const caseNumber = conversation.caseNumber ?? draft.cases.openFor(conversation, title).number;
  const { epoch } = conversation;
  const waiting = draft.change(conversation, {
    answering: "waiting",
    epoch: epoch + 1,
    caseNumber,
    owed: [],
  });
  draft.add({ kind: "member.describe", direction: "member", conversationId: waiting.id });
  return showCard(draft, waiting);
}

function agentJoined(
  draft: Draft,
  conversation: Conversation,
  { taskId, agentName = "", agent }: TaskMoved,
): Ruling {
  const known = workOf(conversation.desk, taskId);
  const same = agent === undefined || known?.agent?.workerId === agent.workerId;
  if (conversation.answering === "agent" && conversation.agentName === agentName && same) {
    return ignore("the agent is known to have joined");
  }
  const moved = moveWork(conversation.desk, taskId, "taken", agent);
  const desk = { ...moved, talk: "fresh", queue: null } as const;
  const firstWord = conversation.answering === "assistant" ? { epoch: conversation.epoch + 1, owed: [] } : {};
  const current = draft.change(conversation, { ...firstWord, answering: "agent", agentName, taskId, desk });
  if (conversation.taskId === null) {
    // The news that the task was made is late or lost; it would have taken the flow off.
    draft.add({ kind: "flow.detach", direction: "agent", conversationId: conversation.id });
  }
  if (known === undefined) describeTask(draft, current, taskId);
  showCard(draft, current);
  return undefined;
}

/** An agent is done: they passed the member on, left them to a colleague, put them aside, or it is the end. */
function workDone(draft: Draft, conversation: Conversation, taskId: TaskId): Ruling {
  const desk = moveWork(conversation.desk, taskId, "over");
  const left = takenBy(desk).at(-1);
  if (left !== undefined) {
    const agentName = left.agent?.name ?? "";
    const wasTalking = conversation.taskId === taskId;
    const talk = wasTalking ? ("resumed" as const) : desk.talk;
    showCard(draft, draft.change(conversation, { desk: { ...desk, talk }, taskId: left.taskId, agentName }));
    return undefined;
  }
  const next = offered(desk).at(-1);
  if (next === undefined) {
    draft.change(conversation, { desk, taskId: conversation.taskId ?? taskId });
    draft.timer("ending", conversation.id, "", draft.context.now + ENDING_MS);
    return undefined;
  }
  const passedOn = { answering: "waiting", agentName: null, taskId: next.taskId, desk } as const;
  const current = showCard(draft, draft.change(conversation, passedOn));
  askForPosition(draft, current, next.taskId);
  return undefined;
}

/** Nothing was passed on meanwhile: the agents' side is asked whether that was the end. */
export function endingDue(draft: Draft, _event: TimerRang): Ruling {
  const conversation = withoutWork(draft);
  if (conversation === null) return ignore("it goes on");
  draft.add({ kind: "end.check", direction: "agent", conversationId: conversation.id });
  return undefined;
}

/** One that goes on there without anybody at work on it has ended all the same: nobody would answer. */
export function endChecked(draft: Draft, { state }: EndChecked): Ruling {
  const conversation = withoutWork(draft);
  if (conversation === null) return ignore("it goes on");
  if (state === "held") hold(draft, conversation);
  else endConversation(draft, conversation, "done");
  return undefined;
}

/** The conversation, when all work on it is done and nobody is asked again. */
function withoutWork({ conversation }: Draft): Conversation | null {
  if (conversation === null || conversation.answering === "ended" || conversation.taskId === null)
    return null;
  const { work, talk } = conversation.desk;
  return talk === "held" || work.some(({ stage }) => stage !== "over") ? null : conversation;
}

function workLost(draft: Draft, conversation: Conversation, taskId: TaskId): Ruling {
  if (conversation.taskId !== null && conversation.taskId !== taskId) {
    if (workOf(conversation.desk, taskId) === undefined)
      return ignore("another task than the conversation's");
  }
  const desk = moveWork(conversation.desk, taskId, "over");
  if (desk.work.some(({ stage }) => stage !== "over")) return workDone(draft, conversation, taskId);
  if (desk.preferred !== null) {
    // The agent they know did not take it: anybody may.
    const again = { taskId: null, desk: { ...desk, preferred: null, queue: null } };
    const current = draft.change(conversation, again);
    draft.timer("task", current.id, "", draft.context.now);
    return undefined;
  }
  endConversation(draft, draft.change(conversation, { desk }), "nobody");
  draft.add({ kind: "conversation.close", direction: "agent", conversationId: conversation.id });
  return undefined;
}

function askForPosition(draft: Draft, { id: conversationId }: Conversation, taskId: TaskId): void {
  draft.add({ kind: "queue.tell", direction: "agent", conversationId, taskId });
  draft.timer("queue", conversationId, taskId, draft.context.now + QUEUE_MS);
}

/** Time to look again where they stand. */
export function queueDue(draft: Draft, event: TimerRang): Ruling {
  const { conversation } = draft;
  if (
    conversation === null ||
    conversation.answering !== "waiting" ||
    conversation.taskId !== event.subject
  ) {
    return ignore("nobody waits in that queue");
  }
  askForPosition(draft, conversation, conversation.taskId);
  return undefined;
}

export function positionKnown(draft: Draft, { position, minutes }: PositionKnown): Ruling {
  const { conversation } = draft;
  if (conversation === null || conversation.answering !== "waiting") return ignore("nobody waits");
  const { desk } = conversation;
  if (desk.queue?.position === position && desk.queue.minutes === minutes) return ignore("nothing new");
  showCard(draft, draft.change(conversation, { desk: { ...desk, queue: { position, minutes } } }));
  return undefined;
}
