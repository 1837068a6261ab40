import type { About, Conversation, EarlierConversation, Profile } from "../../domain/conversation.ts";
import type { MemberDescribed } from "../../domain/event.ts";
import type { TaskId } from "../../domain/ids.ts";
import type { Texts } from "../../texts/texts.ts";
import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";

/** The agent reads who the member is: as a line, and among what the desk shows of the task. */
export function memberDescribed(draft: Draft, { about }: MemberDescribed): Ruling {
  const { conversation } = draft;
  if (conversation === null || conversation.answering === "ended") return ignore("nobody is left to tell");
  const current = draft.change(conversation, { desk: { ...conversation.desk, about } });
  draft.post(current, { voice: "notice", text: lineAbout(draft, about) });
  for (const { taskId, stage } of current.desk.work)
    if (stage !== "over") describeTask(draft, current, taskId);
  return undefined;
}

/** The desk shows of each task what is known by then. */
export function describeTask(draft: Draft, { id, desk }: Conversation, taskId: TaskId): void {
  if (desk.about === null) return;
  draft.add({ kind: "task.describe", direction: "agent", conversationId: id, taskId });
}

function lineAbout(draft: Draft, { profile, earlier }: About): string {
  const texts = draft.agentTexts;
  const { member, conversation, context } = draft;
  const language = languageName(member.locale, context.language);
  const caseNumber = conversation?.caseNumber ?? null;
  // Without the right of a task: the line stays in the transcript, the right goes on the task alone.
  const url = caseNumber === null ? null : context.caseUrl(caseNumber, null);
  return [
    texts("agent.about", { name: member.displayName }),
    ...(profile === null ? [] : profileLines(texts, profile)),
    ...(language === null ? [] : [texts("agent.about-language", { language })]),
    ...(url === null ? [] : [texts("agent.about-case", { url })]),
    earlier.length === 0 ? texts("agent.about-first") : earlierLine(texts, earlier),
  ].join("\n");
}

function profileLines(texts: Texts, { username, roles, joinedAt }: Profile): readonly string[] {
  return [
    texts("agent.about-username", { username }),
    ...(roles.length === 0 ? [] : [texts("agent.about-roles", { roles: roles.join(", ") })]),
    ...(joinedAt === null ? [] : [texts("agent.about-joined", { date: dateOf(joinedAt) })]),
  ];
}

function earlierLine(texts: Texts, earlier: readonly EarlierConversation[]): string {
  const list = earlier.map(({ caseNumber, endedAt, score }) => {
    const stars = score === null ? "" : ` ${"★".repeat(score)}`;
    return `${dateOf(endedAt)}${caseNumber === null ? "" : ` (${caseNumber})`}${stars}`;
  });
  return texts("agent.about-earlier", { list: list.join(", ") });
}

/** Unambiguous in every language. */
function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** A language by its name among the agents; null when Discord has told none. */
function languageName(locale: string, reader: string): string | null {
  try {
    const name = new Intl.DisplayNames([reader], { type: "language", fallback: "none" }).of(locale);
    return name ?? null;
  } catch {
    return null;
  }
}
