import type { Actor, Case, CaseAction, CaseRules } from "../domain/case.ts";
import type { EpochMs } from "../domain/ids.ts";
import { isOver } from "./mirror.ts";
import type { Heard, HeardRuling, TrackedIssue } from "./ports.ts";

/** How much of a comment becomes a note. */
const LONGEST_NOTE = 20_000;

/**
 * What becomes of a case that somebody did something to in a tracker. Pure. Trackers tell in any order and more than
 * once, so what is older than what is known of the issue changes nothing.
 */
export function hear(
  tracker: string,
  heard: Heard,
  found: Case,
  context: { readonly issue: TrackedIssue | null; readonly rules: CaseRules; readonly now: EpochMs },
): HeardRuling {
  const { rules, now } = context;
  const actor: Actor = { by: "tracker", tracker, name: heard.by, where: heard.where };
  const act = (action: CaseAction): HeardRuling => ({ changed: rules.change(found, action, actor, now) });
  const { what } = heard;
  if (what.kind === "comment") {
    const text = Array.from(what.text.trim()).slice(0, LONGEST_NOTE).join("");
    return text === "" ? { ignored: "the comment says nothing" } : act({ do: "note", text });
  }
  const before = context.issue;
  if (before !== null && heard.at < before.at) return { ignored: "something newer is known of the issue" };
  if (what.kind === "unchanged") {
    const ignored = "the issue stands as it did";
    return before === null ? { ignored } : { ignored, issue: { ...before, at: heard.at } };
  }
  const issue: TrackedIssue = {
    id: heard.issueId,
    url: heard.issueUrl,
    state: what.kind === "closed" ? "closed" : "open",
    at: heard.at,
    author: before?.author ?? null,
  };
  if (before !== null && heard.by === before.author) return { ignored: "we did it ourselves", issue };
  if (before?.state === issue.state) return { ignored: "the issue stood so already", issue };
  if (isOver(found.status) === (what.kind === "closed"))
    return { ignored: "the case stands so already", issue };
  const status = what.kind === "closed" ? "resolved" : "waiting-for-us";
  return { ...act({ do: "set-status", status }), issue };
}
