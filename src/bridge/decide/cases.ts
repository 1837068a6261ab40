import type { Case, CaseStatus } from "../../domain/case.ts";
import type { CaseChanged } from "../../domain/event.ts";
import type { InteractionId } from "../../domain/ids.ts";
import type { Texts } from "../../texts/texts.ts";
import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";

/** What a member hears of their case when somebody else moved it on. */
const NEWS = {
  resolved: "case.resolved",
  closed: "case.closed",
  "waiting-for-us": "case.reopened",
} as const satisfies Partial<Record<CaseStatus, string>>;

/** The member hears when their case comes to an end or is opened again; not of whose turn it is while they talk. */
export function caseChanged(draft: Draft, { caseNumber, changes }: CaseChanged): Ruling {
  const moved = changes.findLast(({ field }) => field === "status" || field === "duplicate");
  if (moved === undefined) return ignore("nothing of it is for the member");
  if (moved.actor.by === "member") return ignore("the member did it");
  if (moved.field === "duplicate") {
    draft.notice(draft.texts("case.duplicate", { case: caseNumber, other: moved.to ?? "" }));
    return undefined;
  }
  const wasOver = moved.from === "resolved" || moved.from === "closed";
  if (moved.to === "resolved") draft.notice(draft.texts(NEWS.resolved, { case: caseNumber }));
  else if (moved.to === "closed" && !wasOver) draft.notice(draft.texts(NEWS.closed, { case: caseNumber }));
  else if (wasOver && moved.to === "waiting-for-us") {
    draft.notice(draft.texts(NEWS["waiting-for-us"], { case: caseNumber }));
  } else return ignore("only whose turn it is has changed");
  return undefined;
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
  draft.add({
    kind: "reply",
    direction: "member",
    interactionId,
    text,
    linksToPlace: false,
    buttons: [],
  });
  return undefined;
}

function lineOf({ number, status, title }: Case, texts: Texts): string {
  const plain = asWritten(cut(title.replaceAll(/\s+/gu, " ")));
  return `**${number}** · ${texts(`cases.${status}`)} · ${plain}`;
}

function cut(text: string): string {
  const points = Array.from(text);
  return points.length <= LONGEST_TITLE
    ? text
    : `${points
        .slice(0, LONGEST_TITLE - 1)
        .join("")
        .trimEnd()}…`;
}

/** What members type means nothing to Discord here. */
function asWritten(text: string): string {
  return text.replaceAll(/[\\*_~`|<>[\]()#@:-]/gu, "\\$&");
}
