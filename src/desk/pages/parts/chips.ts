import type { Case, CaseKind, CasePriority, CaseStatus } from "../../../domain/case.ts";
import { html, type Html } from "../../html.ts";
import { icon } from "./icon.ts";

export const statusNames: Readonly<Record<CaseStatus, string>> = {
  open: "Open",
  "waiting-for-us": "Waiting for us",
  "waiting-for-member": "Waiting for member",
  resolved: "Resolved",
  closed: "Closed",
};

export const priorityNames: Readonly<Record<CasePriority, string>> = {
  low: "Low",
  normal: "Normal",
  high: "High",
  urgent: "Urgent",
};

export const kindNames: Readonly<Record<CaseKind, string>> = {
  handoff: "Handoff",
  bug: "Bug",
  feature: "Feature",
  report: "Report",
  message: "Message",
};

export function statusChip(status: CaseStatus): Html {
  return html`<span class="chip status-${status}">${statusNames[status]}</span>`;
}

/** What most cases have goes without saying. */
export function priorityChip(priority: CasePriority): Html | null {
  if (priority === "normal") return null;
  const sign = priority === "low" ? icon("down") : icon("up");
  return html`<span class="chip priority-${priority}">${sign}${priorityNames[priority]}</span>`;
}

export function lateChip(found: Case): Html | null {
  return isLate(found) ? html`<span class="chip late">${icon("clock")}Late</span>` : null;
}

/** A promise was broken and is still owed. */
function isLate({ status, firstAnswer, resolution }: Case): boolean {
  if (status === "resolved" || status === "closed") return false;
  return [firstAnswer, resolution].some(({ breachedAt, metAt }) => breachedAt !== null && metAt === null);
}

export function tagChips(tags: readonly string[]): readonly Html[] {
  return tags.map((tag) => html`<span class="chip tag">${tag}</span>`);
}
