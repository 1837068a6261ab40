import type { CaseNumber, TaskId } from "../../domain/ids.ts";
import type { Sealer } from "./seal.ts";

/** The parameter of a case's address that a link of a task has. */
export const LINK_PARAMETER = "link";

/**
 * The address at which the agent of a task reads its case. The same task and case give the same address, so that
 * putting it on the task again changes nothing there.
 */
export function taskLink(sealer: Sealer, caseUrl: string, number: CaseNumber, taskId: TaskId): string {
  const token = `${taskId}.${sealer.sign("link", bound(number, taskId))}`;
  return `${caseUrl}?${LINK_PARAMETER}=${encodeURIComponent(token)}`;
}

/** The task of a link to this case; null when it was changed, or made for another case. */
export function taskOfLink(sealer: Sealer, number: CaseNumber, token: string): TaskId | null {
  const at = token.lastIndexOf(".");
  const taskId = token.slice(0, Math.max(0, at)) as TaskId;
  return sealer.isSigned("link", bound(number, taskId), token.slice(at + 1)) ? taskId : null;
}

function bound(number: CaseNumber, taskId: TaskId): string {
  return `${number}\0${taskId}`;
}
