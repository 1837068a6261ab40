import { atAGlance } from "../../domain/case-glance.ts";
import type { CaseField } from "../../domain/case.ts";
import type { About, Conversation, EarlierConversation, Profile } from "../../domain/conversation.ts";
import type { CaseChanged, MemberDescribed } from "../../domain/event.ts";
import type { CaseNumber, TaskId } from "../../domain/ids.ts";
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

/** What of a case is told beside the task of another one. */
const LISTED: ReadonlySet<CaseField> = new Set(["opened", "status", "title"]);

/** Agents who talk to the member about something else see how this case stands. False when nobody does. */
export function describeAgain(draft: Draft, { caseNumber, changes }: CaseChanged): boolean {
  const { open } = draft.situation;
  if (open === null || open.desk.about === null || open.caseNumber === caseNumber) return false;
  if (!changes.some(({ field }) => LISTED.has(field))) return false;
  const live = open.desk.work.filter(({ stage }) => stage !== "over");
  for (const { taskId } of live) describeTask(draft, open, taskId);
  return live.length > 0;
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
    ...otherCases(draft, caseNumber),
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

/** What else the member waits for. */
function otherCases({ situation, agentTexts: texts }: Draft, own: CaseNumber | null): readonly string[] {
  const others = situation.openCases().filter(({ number }) => number !== own);
  if (others.length === 0) return [];
  const list = atAGlance(others).map(({ number, title }) => `${number} (${title})`);
  return [texts("agent.about-open-cases", { list: list.join("; ") })];
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
