import type { Conversation } from "../../domain/conversation.ts";
import type {
  AgentWrote,
  PositionKnown,
  TaskMoved,
  TransportClosed,
  TransportRead,
} from "../../domain/event.ts";
import { accountFor, closeGap, hear, type AgentLine } from "../../domain/line-order.ts";
import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";
import { sayFiles } from "./files.ts";
import { endConversation } from "./handoff.ts";
import { isBlank } from "./wording.ts";

export function agentWrote(draft: Draft, event: AgentWrote): Ruling {
  const { conversation } = draft;
  if (conversation === null) return ignore("no conversation");
  const { index, text, transportMessageId: id, files } = event;
  if (draft.situation.earlier !== null) {
    draft.change(conversation, accountFor(conversation, index));
    return undefined;
  }
  // Also after the end: an agent's last line may arrive behind the news of it, and is not to be lost.
  const line = { index, text, id, ...(files === undefined ? {} : { files }) };
  const heard = hear(conversation, line);
  draft.change(conversation, heard.order);
  sayAll(draft, heard.say);
  draft.changeCase({ do: "answered" }, { by: "staff", id: event.author, name: conversation.agentName ?? "" });
  return undefined;
}

export function transportRead(draft: Draft, event: TransportRead): Ruling {
  const { conversation } = draft;
  if (conversation === null) return ignore("no conversation");
  if (conversation.accountedTo >= event.through) return ignore("no gap was left");
  const closed = closeGap(conversation, event.through);
  draft.change(conversation, closed.order);
  sayAll(draft, closed.say);
  return undefined;
}

function sayAll(draft: Draft, lines: readonly AgentLine[]): void {
  for (const { text, id, files = [] } of lines) {
    if (!isBlank(text)) draft.say({ voice: "agent", text, ...(id === undefined ? {} : { lineId: id }) });
    sayFiles(draft, files, id);
  }
}

export function taskMoved(draft: Draft, event: TaskMoved): Ruling {
  const { conversation } = draft;
  if (conversation === null) return ignore("no conversation");
  if (conversation.answering === "ended") return ignore("the conversation has ended");
  switch (event.stage) {
    case "created":
    case "queued":
      return taskFound(draft, conversation, event);
    case "accepted":
      return agentJoined(draft, conversation, event);
    case "wrapup":
    case "completed":
      endConversation(draft, conversation, "conversation.ended");
      return undefined;
    case "canceled":
      if (conversation.taskId !== null && conversation.taskId !== event.taskId) {
        return ignore("another task than the conversation's");
      }
      endConversation(draft, conversation, "handoff.no-agent");
      draft.add({ kind: "conversation.close", direction: "agent", conversationId: conversation.id });
      return undefined;
  }
}

function taskFound(draft: Draft, conversation: Conversation, event: TaskMoved): Ruling {
  if (conversation.taskId !== null) return ignore("the task is known");
  let current = draft.change(conversation, { taskId: event.taskId });
  if (current.answering === "assistant") {
    // The flow failed open: it sent the member to a human without anybody having asked.
    const caseNumber =
      current.caseNumber ??
      draft.openCase(current, current.owed.at(-1)?.text ?? draft.member.displayName).number;
    current = draft.change(current, {
      answering: "waiting",
      epoch: current.epoch + 1,
      caseNumber,
      owed: [],
    });
    draft.notice(draft.texts("handoff.transferring", { case: caseNumber }));
  }
  draft.add({ kind: "flow.detach", direction: "agent", conversationId: current.id });
  draft.add({
    kind: "queue.tell",
    direction: "agent",
    conversationId: current.id,
    taskId: event.taskId,
  });
  return undefined;
}

function agentJoined(draft: Draft, conversation: Conversation, event: TaskMoved): Ruling {
  const agentName = event.agentName ?? "";
  if (conversation.answering === "agent" && conversation.agentName === agentName) {
    return ignore("the agent is known to have joined");
  }
  const firstWord = conversation.answering === "assistant" ? { epoch: conversation.epoch + 1, owed: [] } : {};
  draft.change(conversation, { ...firstWord, answering: "agent", agentName, taskId: event.taskId });
  if (conversation.taskId === null) {
    // The news that the task was made is late or lost; it would have taken the flow off.
    draft.add({ kind: "flow.detach", direction: "agent", conversationId: conversation.id });
  }
  draft.notice(
    agentName === ""
      ? draft.texts("agent.joined-unnamed")
      : draft.texts("agent.joined", { agent: agentName }),
  );
  return undefined;
}

export function transportClosed(draft: Draft, _event: TransportClosed): Ruling {
  const { conversation } = draft;
  if (conversation === null) return ignore("no conversation");
  if (conversation.answering === "ended") return ignore("the conversation has ended");
  endConversation(draft, conversation, "conversation.ended");
  return undefined;
}

export function positionKnown(draft: Draft, event: PositionKnown): Ruling {
  const { conversation } = draft;
  if (conversation === null || conversation.answering !== "waiting") return ignore("nobody waits");
  draft.notice(draft.texts("queue.position", { position: event.position }));
  return undefined;
}
