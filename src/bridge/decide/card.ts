import type { Conversation, Desk } from "../../domain/conversation.ts";
import type { Button, Card } from "../effect.ts";
import { takenBy } from "./desk.ts";
import type { Draft } from "./draft.ts";

/** What a card shows, what it is written anew for, and whether that makes a sound. */
interface Face {
  readonly fact: string;
  readonly silent: boolean;
  readonly card: Card;
}

/** Has the member's card show how the conversation stands now. */
export function showCard(draft: Draft, conversation: Conversation): Conversation {
  const version = conversation.card.version + 1;
  const shown = draft.change(conversation, { card: { ...conversation.card, version } });
  const conversationId = shown.id;
  draft.add({ kind: "card.show", direction: "member", conversationId, version, ...faceOf(draft, shown) });
  return shown;
}

function faceOf(draft: Draft, conversation: Conversation): Face {
  switch (conversation.answering) {
    case "assistant":
      return withAssistant(draft, conversation);
    case "waiting":
      return conversation.desk.talk === "held" ? onHold(draft, conversation) : waiting(draft, conversation);
    case "agent":
      return conversation.desk.talk === "held" ? onHold(draft, conversation) : withAgent(draft, conversation);
    case "ended":
      return ended(draft, conversation);
  }
}

const blank = { details: [], agent: null, buttons: [] } as const;

function withAssistant(draft: Draft, { epoch, caseNumber }: Conversation): Face {
  const buttons = [draft.humanButton()];
  if (epoch === 0) {
    const text = draft.texts("card.assistant");
    return { fact: "assistant", silent: true, card: { ...blank, text, tone: "calm", buttons } };
  }
  // Led back to the assistant: nobody could be got.
  const text = draft.texts("handoff.failed", { case: caseNumber ?? "–" });
  return { fact: `back ${epoch}`, silent: false, card: { ...blank, text, tone: "calm", buttons } };
}

function waiting(draft: Draft, { epoch, caseNumber, desk }: Conversation): Face {
  const passedOn = desk.work.some(({ agent }) => agent !== null);
  const text = passedOn
    ? draft.texts("handoff.passed-on")
    : draft.texts("handoff.transferring", { case: caseNumber ?? "–" });
  const details = queueLines(draft, desk);
  const fact = `waiting ${epoch} ${passedOn ? String(desk.work.length) : ""}`.trim();
  return { fact, silent: false, card: { ...blank, text, details, tone: "waiting" } };
}

function queueLines(draft: Draft, { queue }: Desk): readonly string[] {
  if (queue === null) return [];
  const { position, minutes } = queue;
  const place = draft.texts("queue.position", { position });
  if (minutes === null) return [place];
  const estimate =
    minutes > LONGEST_ESTIMATE_MINUTES
      ? draft.texts("queue.long")
      : draft.texts("queue.estimate", { minutes });
  return [place, estimate];
}

/** Beyond an hour, minutes would promise more than anybody knows. */
const LONGEST_ESTIMATE_MINUTES = 60;

function withAgent(draft: Draft, conversation: Conversation): Face {
  const { desk, caseNumber, agentName } = conversation;
  const agents = takenBy(desk);
  const name = agentName ?? "";
  const text = joined(draft, desk.talk === "resumed", name);
  const newest = agents.at(-1);
  const names = agents.map(({ agent }) => agent?.name ?? "").filter((one) => one !== "");
  const details = [
    ...(names.length > 1 ? [draft.texts("card.with", { agents: names.join(", ") })] : []),
    ...(caseNumber === null ? [] : [draft.texts("card.case", { case: caseNumber })]),
  ];
  return {
    fact: `${desk.talk} ${newest?.taskId ?? ""} ${newest?.agent?.workerId ?? name}`,
    silent: false,
    card: {
      text,
      details,
      tone: "live",
      agent: name === "" ? null : { name, picture: newest?.agent?.picture ?? null },
      buttons: [],
    },
  };
}

function joined(draft: Draft, again: boolean, agent: string): string {
  if (agent === "") return draft.texts(again ? "agent.back-unnamed" : "agent.joined-unnamed");
  return draft.texts(again ? "agent.back" : "agent.joined", { agent });
}

function onHold(draft: Draft, { desk, caseNumber }: Conversation): Face {
  const text = draft.texts("card.on-hold");
  const details = caseNumber === null ? [] : [draft.texts("card.case", { case: caseNumber })];
  return {
    fact: `held ${desk.work.length}`,
    silent: false,
    card: { ...blank, text, details, tone: "paused" },
  };
}

const NOTICES = {
  done: "conversation.ended",
  reopened: "conversation.ended",
  nobody: "handoff.no-agent",
  failed: "failed.try-again",
} as const;

function ended(draft: Draft, conversation: Conversation): Face {
  const { desk, caseNumber } = conversation;
  const text = draft.texts(NOTICES[desk.end ?? "done"]);
  const rating = draft.cases.rating;
  const details = [
    ...(caseNumber === null ? [] : [draft.texts("card.case", { case: caseNumber })]),
    ...(rating === null
      ? askForRating(draft, conversation)
      : [draft.texts("rating.thanks", { stars: "★".repeat(rating.score) + "☆".repeat(5 - rating.score) })]),
  ];
  const buttons = endButtons(draft, conversation);
  return { fact: "ended", silent: false, card: { text, details, tone: "over", agent: null, buttons } };
}

/** Only what an agent did can be rated. */
function askForRating(draft: Draft, { desk }: Conversation): readonly string[] {
  return wasServed(desk) ? [draft.texts("rating.ask")] : [];
}

function wasServed({ work }: Desk): boolean {
  return work.some(({ agent }) => agent !== null);
}

function endButtons(draft: Draft, conversation: Conversation): readonly Button[] {
  const { desk, id: subject } = conversation;
  const button = (label: string, action: string): Button => ({ label, action, subject });
  const quiet = (label: string, action: string): Button => ({ ...button(label, action), quiet: true });
  const rating = draft.cases.rating;
  const stars = [1, 2, 3, 4, 5].map((score) => button(`${score} ★`, `rate-${score}`));
  const comment = button(draft.texts("button.comment"), "comment");
  const rate = !wasServed(desk) ? [] : rating === null ? stars : rating.comment === "" ? [comment] : [];
  const open = reopenable(draft, conversation) ? [quiet(draft.texts("button.reopen"), "reopen")] : [];
  return [...rate, ...open, quiet(draft.texts("button.transcript"), "transcript")];
}

/** Whether the member may take it up where it ended. */
export function reopenable({ context }: Draft, { desk, caseNumber, endedAt }: Conversation): boolean {
  if (desk.end === "reopened" || caseNumber === null || endedAt === null) return false;
  return context.now < endedAt + context.reopenMs;
}
