import type { Case, CaseChange, CaseField, CaseKind, CaseStatus } from "../../domain/case.ts";
import type { CaseChanged } from "../../domain/event.ts";
import type { CaseNumber, InteractionId } from "../../domain/ids.ts";
import type { Texts } from "../../texts/texts.ts";
import { onOneLine, shortened } from "../../domain/shortened.ts";
import { asWritten } from "../as-written.ts";
import { stateText } from "../community/idea-form.ts";
import { ideaState, movesIdea } from "../community/idea-state.ts";
import { answer } from "./answer.ts";
import { describeAgain } from "./describe.ts";
import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";

/** What a member hears of their case when somebody else moved it on. */
const NEWS = {
  resolved: "case.resolved",
  closed: "case.closed",
  "waiting-for-us": "case.reopened",
} as const satisfies Partial<Record<CaseStatus, string>>;

/** The fields that everybody sees where a case is posted. */
const SHOWN: ReadonlySet<CaseField> = new Set([
  "status",
  "title",
  "description",
  "priority",
  "tags",
  "reporter",
  "duplicate",
]);

/** What shows a case follows it, on Discord and in Flex, and its member hears what they have to. */
export function caseChanged(draft: Draft, event: CaseChanged): Ruling {
  const found = draft.situation.caseByNumber(event.caseNumber);
  if (event.asReporter === true) return tellReporter(draft, event);
  const told = tellMember(draft, event, found);
  const isShown = [found !== null && follow(draft, found, event), describeAgain(draft, event)];
  return isShown.includes(true) ? undefined : told;
}

function follow(draft: Draft, found: Case, { changes, version }: CaseChanged): boolean {
  const isSeen = changes.some(({ field }) => SHOWN.has(field));
  if (!isSeen || draft.context.community.postOf(found) === null) return false;
  const { number: caseNumber } = found;
  draft.add({ kind: "case.post", direction: "member", caseNumber, version, interactionId: null });
  return true;
}

/** Who has the same problem is told that it is solved, where they can be reached. */
function tellReporter(draft: Draft, { caseNumber, changes }: CaseChanged): Ruling {
  const found = draft.situation.caseByNumber(caseNumber);
  const ended = changes.findLast(({ field }) => field === "status")?.to ?? null;
  const text = reporterText(draft, found, ended, caseNumber);
  if (text === null) return ignore("it is nothing they are told of");
  draft.courtesy(text);
  return undefined;
}

function reporterText(
  draft: Draft,
  found: Case | null,
  ended: string | null,
  number: CaseNumber,
): string | null {
  const { texts, context } = draft;
  if (found?.kind === "report") return reportNews(texts, ended);
  if (ended !== "resolved") return null;
  if (found?.kind !== "feature") return texts("bug.fixed-too", { case: number });
  if (context.community.idea?.tellsVoters !== true || ideaState(found) !== "done") return null;
  return texts("idea.done-too", { title: asWritten(found.title) });
}

function reportNews(texts: Texts, ended: string | null): string | null {
  if (ended === "resolved") return texts("report.acted");
  return ended === "closed" ? texts("report.dismissed") : null;
}

/** The member hears when their case comes to an end or is opened again; not of whose turn it is while they talk. */
function tellMember(draft: Draft, { caseNumber, changes }: CaseChanged, found: Case | null): Ruling {
  const kind = found?.kind ?? "handoff";
  const moved = changes.findLast(({ field }) => field === "status" || field === "duplicate");
  if (found?.kind === "feature" && changes.some(({ field }) => field !== "opened"))
    return tellAuthor(draft, found, changes);
  if (moved === undefined) return ignore("nothing of it is for the member");
  if (moved.actor.by === "member") return ignore("the member did it");
  const text = newsOf(draft.texts, moved, caseNumber, kind);
  if (text === null) return ignore("only whose turn it is has changed");
  if (kind === "handoff" || kind === "message") draft.notice(text);
  else draft.courtesy(text);
  return undefined;
}

/** Whose idea it is hears of each of its states, unless it was them. */
function tellAuthor(draft: Draft, found: Case, changes: readonly CaseChange[]): Ruling {
  const { texts, member } = draft;
  const bySelf = changes.every(({ actor }) => actor.by === "staff" && actor.id === member.id);
  if (bySelf || !movesIdea(changes)) return ignore("nothing of it is for the author");
  const status = stateText(ideaState(found), texts);
  draft.courtesy(texts("idea.news", { case: found.number, title: asWritten(found.title), status }));
  return undefined;
}

function newsOf(texts: Texts, moved: CaseChange, number: CaseNumber, kind: CaseKind): string | null {
  if (kind === "report") return reportNews(texts, moved.to);
  if (moved.field === "duplicate") return texts("case.duplicate", { case: number, other: moved.to ?? "" });
  const wasOver = moved.from === "resolved" || moved.from === "closed";
  if (moved.to === "resolved") return texts(kind === "bug" ? "bug.fixed" : NEWS.resolved, { case: number });
  if (moved.to === "closed" && !wasOver) return texts(NEWS.closed, { case: number });
  return wasOver && moved.to === "waiting-for-us" ? texts(NEWS["waiting-for-us"], { case: number }) : null;
}

/** In code points. With ten of them, each of two units or escaped, a reply stays below Discord's 2000. */
const LONGEST_TITLE = 60;

/** Shows the member their cases, where nobody else reads it. */
export function listCases(draft: Draft, interactionId: InteractionId): Ruling {
  const { texts } = draft;
  const cases = draft.situation.memberCases();
  const text =
    cases.length === 0
      ? texts("cases.none")
      : [texts("cases.head"), ...cases.map((found) => lineOf(found, texts))].join("\n");
  answer(draft, interactionId, text);
  return undefined;
}

function lineOf({ number, status, title }: Case, texts: Texts): string {
  const plain = asWritten(shortened(onOneLine(title), LONGEST_TITLE));
  return `**${number}** · ${texts(`cases.${status}`)} · ${plain}`;
}
