import type { Conversation } from "../../domain/conversation.ts";
import type { AgentWrote, TransportClosed, TransportHeld, TransportRead } from "../../domain/event.ts";
import { accountFor, closeGap, hear, type AgentLine } from "../../domain/line-order.ts";
import { isNoteText } from "../note.ts";
import { showCard } from "./card.ts";
import { isExpected } from "./desk.ts";
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
  if (isNote(draft, event)) {
    // It has its place among the lines, and nobody but agents reads it.
    const order = accountFor(conversation, index);
    const closed = closeGap(order, order.accountedTo);
    draft.change(conversation, closed.order);
    sayAll(draft, closed.say);
    return undefined;
  }
  // Also after the end: an agent's last line may arrive behind the news of it, and is not to be lost.
  const line = { index, text, id, ...(files === undefined ? {} : { files }) };
  const heard = hear(conversation, line);
  const current = draft.change(conversation, heard.order);
  welcome(draft, current, event.author);
  sayAll(draft, heard.say);
  draft.cases.changeLatest(
    { do: "answered" },
    { by: "staff", id: event.author, name: conversation.agentName ?? "" },
  );
  return undefined;
}

/** Whether it is for agents' eyes only. */
export function isNote({ context }: Draft, { note, text }: Pick<AgentWrote, "note" | "text">): boolean {
  return note === true || isNoteText(text, context.notePrefix);
}

/** Somebody writes who has taken no work, such as a supervisor: the member should know that there is one more. */
function welcome(draft: Draft, conversation: Conversation, author: string): void {
  const { desk } = conversation;
  if (isExpected(conversation, author) || desk.guests.includes(author)) return;
  draft.change(conversation, { desk: { ...desk, guests: [...desk.guests, author] } });
  if (draft.context.announceGuests) draft.notice(draft.texts("agent.guest"));
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

export function transportClosed(draft: Draft, _event: TransportClosed): Ruling {
  const { conversation } = draft;
  if (conversation === null) return ignore("no conversation");
  if (conversation.answering === "ended") return ignore("the conversation has ended");
  endConversation(draft, conversation, "done");
  return undefined;
}

/** An agent put the conversation aside, or it goes on. */
export function transportHeld(draft: Draft, { held }: TransportHeld): Ruling {
  const { conversation } = draft;
  if (conversation === null || conversation.answering === "ended")
    return ignore("the conversation has ended");
  const { desk } = conversation;
  if (held === (desk.talk === "held")) return ignore("nothing new");
  if (held && conversation.answering === "agent") {
    hold(draft, conversation);
    return undefined;
  }
  if (held) return ignore("no agent had it");
  resume(draft, conversation);
  return undefined;
}

export function hold(draft: Draft, conversation: Conversation): void {
  const desk = { ...conversation.desk, talk: "held" } as const;
  showCard(draft, draft.change(conversation, { desk }));
}

/** What was put aside goes on, with who still has it, or with somebody who is asked now. */
export function resume(draft: Draft, conversation: Conversation): void {
  const { desk } = conversation;
  const current = draft.change(conversation, { desk: { ...desk, talk: "resumed" } });
  if (desk.work.some(({ stage }) => stage !== "over")) {
    showCard(draft, current);
    return;
  }
  // Its work was finished when it was put aside: somebody has to be asked again.
  const waiting = draft.change(current, { answering: "waiting", taskId: null });
  draft.timer("task", waiting.id, "", draft.context.now + draft.context.taskGraceMs);
  showCard(draft, waiting);
}
