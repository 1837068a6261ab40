import { type Case, casePriorities, type CaseStatus } from "../../../domain/case.ts";
import { html, type Html, type HtmlPart } from "../../html.ts";
import type { CaseForm } from "../../paths.ts";
import type { Frame } from "../frame.ts";
import { priorityNames, statusNames } from "./chips.ts";

/** What can be changed of a case, one form each: a refused one loses nothing of the others. */
export function caseForms(frame: Frame, found: Case, next: readonly CaseStatus[]): Html {
  const { typed, viewer } = frame;
  const statuses = [found.status, ...next].map((status) => [status, statusNames[status]] as const);
  const priorities = casePriorities.map((priority) => [priority, priorityNames[priority]] as const);
  return html`<div class="edits">
    ${form(frame, found, "status", "Status", select("status", statuses, typed["status"] ?? found.status))}
    ${form(
      frame,
      found,
      "priority",
      "Priority",
      select("priority", priorities, typed["priority"] ?? found.priority),
    )}
    ${form(
      frame,
      found,
      "assignee",
      "Assignee",
      html`<input
        id="assignee"
        name="assignee"
        value="${typed["assignee"] ?? found.assignee ?? ""}"
        placeholder="Nobody"
        autocomplete="off"
        maxlength="100"
      />`,
    )}
    ${found.assignee === viewer.name ? null : takeForm(frame, found)}
    ${form(
      frame,
      found,
      "tags",
      "Tags",
      html`<input
        id="tags"
        name="tags"
        value="${typed["tags"] ?? found.tags.join(", ")}"
        placeholder="None; several with commas"
        autocomplete="off"
      />`,
    )}
  </div>`;
}

export function noteForm(frame: Frame, found: Case): Html {
  return html`<form class="note" id="note" method="post" action="${frame.paths.action(found.number, "note")}">
    <input type="hidden" name="csrf" value="${frame.csrf}" />
    <label for="note-text">Internal note</label>
    <textarea id="note-text" name="note" rows="3" required maxlength="10000" aria-describedby="note-hint">
${frame.typed["note"] ?? ""}</textarea>
    <div>
      <p id="note-hint">Only staff reads it.</p>
      <button class="main">Add note</button>
    </div>
  </form>`;
}

function form(frame: Frame, found: Case, field: CaseForm, label: string, control: HtmlPart): Html {
  return html`<form class="edit" method="post" action="${frame.paths.action(found.number, field)}" data-edit>
    <input type="hidden" name="csrf" value="${frame.csrf}" />
    <label for="${field}">${label}</label>
    ${control}
    <button class="small">Save<span class="unseen"> ${label.toLowerCase()}</span></button>
  </form>`;
}

/** The one change that is made most often, in one press. */
function takeForm({ paths, csrf, viewer }: Frame, found: Case): Html {
  return html`<form class="take" method="post" action="${paths.action(found.number, "assignee")}">
    <input type="hidden" name="csrf" value="${csrf}" />
    <input type="hidden" name="assignee" value="${viewer.name}" />
    <button class="link">Assign to me</button>
  </form>`;
}

function select(name: string, options: readonly (readonly [string, string])[], chosen: string): Html {
  return html`<select id="${name}" name="${name}" autocomplete="off">
    ${options.map(
      ([value, label]) =>
        html`<option value="${value}" ${value === chosen ? html`selected` : null}>${label}</option>`,
    )}
  </select>`;
}
