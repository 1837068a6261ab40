import type { CaseStatus } from "../../domain/case.ts";
import type { CaseChanged } from "../../domain/event.ts";
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
