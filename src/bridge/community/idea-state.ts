import type { Case, CaseAction, CaseChange } from "../../domain/case.ts";

/** How an idea stands, which its case tells by status and tags. */
export const ideaStates = ["open", "planned", "in-progress", "done", "declined"] as const;
export type IdeaState = (typeof ideaStates)[number];

const PLANNED = "planned";
const IN_PROGRESS = "in-progress";
const DECLINED = "declined";
const TAGS: readonly string[] = [PLANNED, IN_PROGRESS, DECLINED];

/** What ended without having been solved before is declined, as is what says so. */
export function ideaState({ status, tags, resolvedAt, closedAt }: Case): IdeaState {
  if (status === "resolved" || status === "closed") {
    const wasSolved = status === "resolved" || (resolvedAt ?? 0) < (closedAt ?? 0);
    return wasSolved && !tags.includes(DECLINED) ? "done" : "declined";
  }
  if (tags.includes(IN_PROGRESS)) return "in-progress";
  return tags.includes(PLANNED) ? "planned" : "open";
}

/** What brings an idea to a state. */
export function towards(state: IdeaState, found: Case): readonly CaseAction[] {
  const wanted = TAGS.filter((tag) => tag === state);
  const tag: CaseAction = { do: "tag", add: wanted, remove: TAGS.filter((one) => one !== state) };
  const isOver = found.status === "resolved" || found.status === "closed";
  if (state === "done") return [tag, ...(isOver ? [] : [{ do: "set-status", status: "resolved" } as const])];
  if (state === "declined")
    return [tag, ...(isOver ? [] : [{ do: "set-status", status: "closed" } as const])];
  return [tag, ...(isOver ? [{ do: "set-status", status: "waiting-for-us" } as const] : [])];
}

/** Whether changes can have brought an idea to another state. */
export function movesIdea(changes: readonly CaseChange[]): boolean {
  return changes.some(({ field, from, to }) => {
    if (field === "status") return isOver(from) !== isOver(to);
    return field === "tags" && TAGS.some((tag) => names(from, tag) !== names(to, tag));
  });
}

const isOver = (status: string | null): boolean => status === "resolved" || status === "closed";

const names = (tags: string | null, tag: string): boolean => (tags ?? "").split(", ").includes(tag);
