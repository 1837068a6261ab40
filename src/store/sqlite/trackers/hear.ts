import type { Case } from "../../../domain/case.ts";
import type { EpochMs } from "../../../domain/ids.ts";
import type { Heard, HeardRuling, HeardState, TrackedIssue } from "../../../trackers/ports.ts";
import { recordCase } from "../case-book.ts";
import type { Tables } from "../tables/all.ts";
import type { openDispatches } from "../tables/tracker-dispatches.ts";
import type { openTrackerIssues } from "../tables/tracker-issues.ts";

interface Parts {
  readonly tables: Tables;
  readonly dispatches: ReturnType<typeof openDispatches>;
  readonly issues: ReturnType<typeof openTrackerIssues>;
}

type Rule = (found: Case, issue: TrackedIssue | null) => HeardRuling;

/** Trackers deliver again what was delivered some days ago, and nothing older. */
const REMEMBERED_MS = 30 * 24 * 3_600_000;

/** Records what a tracker says, once, and what follows. Runs inside the caller's transaction. */
export function createHearing({ tables, dispatches, issues }: Parts) {
  const caseOf = (tracker: string, { issueId, issueKey }: Pick<Heard, "issueId" | "issueKey">) => {
    const shown = issues.caseOf(tracker, issueId);
    if (shown !== null || issueKey === null) return shown;
    // It is there, and whether it is was still in doubt.
    const made = dispatches.ofKey(tracker, issueKey);
    if (made?.isIssue !== true) return null;
    // Whoever copies a key into an issue of their own says nothing of the case, which has its issue.
    return issues.of(tracker, made.caseNumber) === null ? made.caseNumber : null;
  };
  const known = (tracker: string, issue: Pick<Heard, "issueId" | "issueKey">) => {
    const number = caseOf(tracker, issue);
    // One that we made, and do not know yet that we did, was open then.
    return number === null ? null : (issues.of(tracker, number)?.state ?? "open");
  };
  const hear = (tracker: string, heard: Heard, rule: Rule, now: EpochMs): HeardState => {
    issues.forgetBefore(now - REMEMBERED_MS);
    if (isKnown(issues, tracker, heard, now)) return { state: "duplicate" };
    const number = caseOf(tracker, heard);
    const found = number === null ? null : tables.cases.find(number);
    if (found === null) return { state: "ignored", reason: "it is no issue of ours" };
    if (isOurs(dispatches, tracker, heard, found))
      return { state: "ignored", reason: "we said it ourselves" };
    const ruling = rule(found, issues.of(tracker, found.number));
    if (ruling.issue !== undefined) issues.put(tracker, found.number, ruling.issue);
    if ("ignored" in ruling) return { state: "ignored", reason: ruling.ignored };
    const rings = recordCase(tables, ruling.changed, now);
    return { state: "recorded", caseNumber: found.number, rings };
  };
  return { known, hear };
}

/** A comment is known by its own id too: two webhooks of one repository tell of it twice. */
function isKnown(issues: Parts["issues"], tracker: string, { id, what }: Heard, now: EpochMs): boolean {
  const fresh = issues.hear(tracker, id, now);
  const said = what.kind !== "comment" || issues.hear(tracker, `comment ${what.commentId}`, now);
  return !fresh || !said;
}

/** Whoever copies a key into a comment of their own wrote another comment than ours. */
function isOurs(dispatches: Parts["dispatches"], tracker: string, { what }: Heard, found: Case): boolean {
  if (what.kind !== "comment" || what.key === null) return false;
  const made = dispatches.ofKey(tracker, what.key);
  if (made?.caseNumber !== found.number) return false;
  return made.commentId === null || made.commentId === what.commentId;
}
