import { html, type Html, type HtmlPart } from "../../html.ts";
import type { LiveConversation, OperationsView } from "../../ports.ts";
import type { Frame } from "../frame.ts";
import { icon } from "./icon.ts";
import { counted, nameOr } from "./text.ts";
import { timeOf } from "./time.ts";

/** Conversations that go on, those that wait for an agent first. On a narrow screen each becomes a card. */
export function liveTable(frame: Frame, { live, answering }: OperationsView): Html {
  const all = answering.assistant + answering.waiting + answering.agent;
  if (live.length === 0) return html`<p class="empty">Nobody is talking right now.</p>`;
  return html`<table class="rows" role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${["Member", "Case", "Answers", "Waits for an answer", "In line", "Talks for"].map(
            (name) => html`<th role="columnheader" scope="col">${name}</th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${live.map((one) => row(frame, one))}
      </tbody>
    </table>
    ${all > live.length ? html`<p class="more">${counted(all - live.length, "conversation")} more go on.</p>` : null}`;
}

function row({ paths, now }: Frame, { conversation, memberName, unansweredSince }: LiveConversation): Html {
  const { caseNumber, desk, openedAt, delays } = conversation;
  return html`<tr role="row">
    <th role="rowheader" scope="row">
      ${nameOr(memberName, "Somebody")}${delays.length === 0 ? null : html` <span class="chip late">${icon("clock")}Delivery late</span>`}
    </th>
    ${cell(
      "Case",
      caseNumber === null
        ? null
        : html`<a href="${paths.case(caseNumber)}"><span class="number">#${caseNumber}</span></a>`,
    )}
    ${cell("Answers", answererOf(conversation))}
    ${cell("Waits for an answer", unansweredSince === null ? null : timeOf(unansweredSince, "since", now))}
    ${cell("In line", desk.queue === null ? null : placeOf(desk.queue))}
    ${cell("Talks for", timeOf(openedAt, "since", now))}
  </tr>`;
}

/** A cell by the name of its column, which stands beside it where there is no head. */
function cell(name: string, value: HtmlPart): Html {
  return value === null
    ? html`<td role="cell" class="nothing"><span class="none">–</span></td>`
    : html`<td role="cell" data-name="${name}">${value}</td>`;
}

function answererOf({ answering, agentName, desk }: LiveConversation["conversation"]): Html {
  switch (answering) {
    case "waiting":
      return html`<span class="chip waits">${desk.talk === "held" ? "On hold" : "Waits for an agent"}</span>`;
    case "agent":
      return html`${agentName ?? "An agent"}${desk.talk === "held" ? " (on hold)" : ""}`;
    case "assistant":
    case "ended":
      return html`<span class="none">Assistant</span>`;
  }
}

function placeOf({
  position,
  minutes,
}: {
  readonly position: number;
  readonly minutes: number | null;
}): string {
  return minutes === null ? `No. ${position}` : `No. ${position}, about ${minutes} min`;
}
