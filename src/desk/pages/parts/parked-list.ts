import { html, type Html } from "../../html.ts";
import type { OperationsView, ParkedLine } from "../../ports.ts";
import type { Frame } from "../frame.ts";
import { icon } from "./icon.ts";
import { counted, nameOr, RECIPIENT, shortened } from "./text.ts";
import { timeOf } from "./time.ts";
import { replayForm } from "./timeline.ts";

/** What was given up, with its reason, and a way to send it after all. */
export function parkedList(frame: Frame, { parked, ledger }: OperationsView): Html {
  if (parked.length === 0) return html`<p class="empty">${icon("check")}Everything was delivered.</p>`;
  const more = ledger.parked - parked.length;
  return html`<ul class="parked">
      ${parked.map((line) => row(frame, line))}
    </ul>
    ${more > 0 ? html`<p class="more">${counted(more, "message")} more: <code>flexcord parked</code> lists them all.</p>` : null}`;
}

function row(frame: Frame, { effect, memberName, caseNumber }: ParkedLine): Html {
  const { failure, direction, attempts, decidedAt, effectId } = effect;
  const text = textOf(effect);
  return html`<li>
    <div>
      <p class="why">${icon("alert")}<strong>${failure?.message ?? "No reason was kept."}</strong></p>
      ${text === null ? null : html`<p class="text">${shortened(text, 160)}</p>`}
      <p class="about">
        To ${RECIPIENT[direction]},
        ${nameOr(memberName, "somebody")}${
          caseNumber === null
            ? null
            : html`,
                <a href="${frame.paths.case(caseNumber)}">case <span class="number">#${caseNumber}</span></a>`
        }
        · ${timeOf(decidedAt, "away", frame.now)} · tried
        ${counted(attempts, "time")}${failure === null ? null : html` · <code>${failure.code}</code>`}
      </p>
    </div>
    ${effect.effect === null ? html`<p class="gone">Its text is gone.</p>` : replayForm(frame, frame.paths.replay, effectId)}
  </li>`;
}

function textOf({ effect, kind }: ParkedLine["effect"]): string | null {
  if (effect === null) return null;
  return "text" in effect && effect.text !== "" ? effect.text : `(${kind})`;
}
