import type { Actor, CaseChange, CaseField } from "../../../domain/case.ts";
import { html, type Html } from "../../html.ts";
import type { Frame } from "../frame.ts";
import { kindNames, priorityNames, statusNames } from "./chips.ts";
import { shortened } from "./text.ts";
import { timeOf } from "./time.ts";

/** Who changed what, the newest first: that is what somebody looks for. */
export function historyOf({ now }: Frame, history: readonly CaseChange[]): Html {
  return html`<ol class="history" id="history-lines" data-live>
    ${history.toReversed().map(
      (change) =>
        html`<li>
          <p>${sentenceOf(change)}</p>
          ${timeOf(change.at, "away", now)}
        </li>`,
    )}
  </ol>`;
}

function sentenceOf(change: CaseChange): Html {
  const { actor, field, from, to } = change;
  const who = html`<strong>${nameOf(actor)}</strong>`;
  const value = html`<b>${valueOf(field, to)}</b>`;
  switch (field) {
    case "opened":
      return html`${who} opened the case (${valueOf("opened", to)})`;
    case "note":
      return html`${who} wrote a note`;
    case "public-note":
      return html`${who} wrote a note for the tracker`;
    case "description":
      return html`${who} changed the description`;
    case "mirrored":
      return html`${who} made an issue of it: ${value}`;
    case "files":
      return html`${who} kept a file: ${value}`;
    case "missing-files":
      return html`A file could not be kept: ${value}`;
    case "conversation":
      return html`${who} linked a conversation`;
    case "reporter":
      return html`${who} linked another member with the same problem`;
    case "posted":
      return html`${who} posted it on the server`;
    case "duplicate":
      return html`${who} made it a duplicate of #${to ?? ""}`;
    case "rating":
      return html`${who} rated ${value}`;
    case "sla":
      return html`A promise was broken: ${value}`;
    case "assignee":
      return to === null
        ? html`${who} took it from ${from ?? "nobody"}`
        : html`${who} assigned it to ${value}`;
    case "status":
    case "priority":
    case "title":
    case "tags":
      return html`${who} changed ${field} from <b>${valueOf(field, from)}</b> to ${value}`;
  }
}

function nameOf(actor: Actor): string {
  return actor.by === "flexcord" ? "flexcord" : actor.name === "" ? "Somebody" : actor.name;
}

function valueOf(field: CaseField, value: string | null): string {
  if (value === null || value === "") return "nothing";
  const names: Readonly<Record<string, string>> =
    field === "status"
      ? statusNames
      : field === "priority"
        ? priorityNames
        : field === "opened"
          ? kindNames
          : {};
  return shortened(names[value] ?? value, 120);
}
