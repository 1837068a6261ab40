import type { CaseStatus } from "../domain/case.ts";
import type { DispatchKind, FreshLine } from "./ports.ts";

/**
 * What a tracker is told of a line of a case's history. Pure. What it did itself it knows; of a case that it does not
 * show it hears once the case is opened or, while it is not over, when something happens that it would hear of.
 */
export function dispatchesFor(tracker: string, line: FreshLine): readonly DispatchKind[] {
  const { case: found, change, mirrored } = line;
  if (change.field === "opened") return mirrored ? [] : ["opened"];
  const kinds = kindsFor(line);
  if (kinds.length === 0 || mirrored) {
    return change.actor.by === "tracker" && change.actor.tracker === tracker ? [] : kinds;
  }
  if (isOver(found.status)) return [];
  return ["opened", ...kinds.filter((kind) => kind === "noted")];
}

function kindsFor({ change: { field, from, to } }: FreshLine): readonly DispatchKind[] {
  if (field === "public-note") return ["noted"];
  if (field === "title") return ["renamed"];
  if (field === "duplicate") return ["ended"];
  if (field !== "status" || isOver(to) === isOver(from)) return [];
  return isOver(to) ? ["ended"] : ["reopened"];
}

const OVER: ReadonlySet<string | null> = new Set<CaseStatus>(["resolved", "closed"]);

export function isOver(status: string | null): boolean {
  return OVER.has(status);
}
