import type { CaseNumber } from "../../../domain/ids.ts";
import { html, type Html, type HtmlPart } from "../../html.ts";
import type { Delivery, Entry, LineEntry, StepEntry } from "../../timeline/entry.ts";
import type { Frame } from "../frame.ts";
import { icon } from "./icon.ts";
import { counted, RECIPIENT, sizeOf, written } from "./text.ts";
import { dayKey, dayOf, timeOf } from "./time.ts";

interface Shown {
  readonly entries: readonly Entry[];
  /** The address of what comes before; null when this is the beginning. */
  readonly earlier: string | null;
  /** The address of the newest lines, on a page that shows earlier ones; else null. */
  readonly newest: string | null;
  /** Of whose case something may be sent again from here. */
  readonly caseNumber: CaseNumber | null;
}

/** A part of the page that scrolls by itself and begins at its end. */
export function timelineOf(frame: Frame, { entries, earlier, newest, caseNumber }: Shown): Html {
  const again = caseNumber === null ? null : frame.paths.action(caseNumber, "replay");
  return html`<div class="timeline" role="region" aria-label="Timeline" tabindex="0">
    <ol id="timeline" ${newest === null ? html`data-live` : null}>
      ${earlier === null ? null : html`<li class="more"><a href="${earlier}">Earlier lines</a></li>`}
      ${entries.length === 0 ? html`<li class="empty">Nothing was said yet.</li>` : null}
      ${entries.map((entry, index) => [
        startsDay(entry, entries[index - 1]) ? html`<li class="day">${dayOf(entry.at)}</li>` : null,
        entry.kind === "step"
          ? step(frame, entry, again)
          : line(frame, entry, again, goesOn(entry, entries[index - 1])),
      ])}
      ${newest === null ? null : html`<li class="more"><a href="${newest}">Back to the newest lines</a></li>`}
    </ol>
  </div>`;
}

function startsDay(entry: Entry, before: Entry | undefined): boolean {
  return before === undefined || dayKey(before.at) !== dayKey(entry.at);
}

/** Lines of one speaker close to each other need one head. */
const CLOSE_MS = 5 * 60_000;

function goesOn(entry: LineEntry, before: Entry | undefined): boolean {
  if (before?.kind !== "line" || startsDay(entry, before)) return false;
  return before.from === entry.from && before.author === entry.author && entry.at - before.at < CLOSE_MS;
}

const SPEAKERS = {
  member: "Member",
  agent: "Agent",
  assistant: "Assistant",
  flexcord: "flexcord",
  note: "Note",
} as const;

function line(frame: Frame, entry: LineEntry, again: string | null, continued: boolean): Html {
  const { from, at, author } = entry;
  const name = author ?? SPEAKERS[from];
  const role =
    from === "note"
      ? html`<span class="role">${icon("lock")}Internal note</span>`
      : author === null
        ? null
        : html`<span class="role">${SPEAKERS[from]}</span>`;
  return html`<li class="line from-${from}${continued ? " continued" : ""}" id="${entry.id}">
    <span class="face" aria-hidden="true">${initialOf(name)}</span>
    <div class="body">
      <p class="head"><strong>${name}</strong>${role}${timeOf(at, "hour", frame.now)}</p>
      <div class="bubble">${words(entry)}${arrived(entry)}</div>
      ${entry.files.map(({ name: file, bytes }) => html`<p class="attached">${icon("file")}${file} <span>${sizeOf(bytes)}</span></p>`)}
      ${entry.reactions.length === 0 ? null : html`<p class="reactions" aria-label="Reactions">${entry.reactions.map((emoji) => html`<span>${emoji}</span>`)}</p>`}
      ${entry.delivery === null ? null : deliveryLine(frame, entry.delivery, again)}
    </div>
  </li>`;
}

/** What arrived has a small sign of it; everything else is worth a line. */
function arrived({ delivery }: LineEntry): Html | null {
  if (delivery?.state !== "delivered") return null;
  return html`<span class="delivery"
    >${icon("check")}<span class="unseen">Delivered to ${RECIPIENT[delivery.to]}</span></span
  >`;
}

function words({ text, files, edited, deleted }: LineEntry): HtmlPart {
  if (text === null) return html`<p class="gone">The text is not kept any more.</p>`;
  const marks = [deleted && "deleted by its author", edited && !deleted && "edited"].filter(
    (mark) => mark !== false,
  );
  const note = marks.length === 0 ? null : html` <span class="mark">(${marks.join(", ")})</span>`;
  if (text === "") return files.length > 0 ? note : html`<p class="gone">Nothing that can be shown.</p>`;
  return html`<p class="text">${deleted ? html`<del>${written(text)}</del>` : written(text)}${note}</p>`;
}

function step(frame: Frame, { id, at, text, tone, delivery }: StepEntry, again: string | null): Html {
  return html`<li class="step tone-${tone}" id="${id}">
    <p>${text} ${timeOf(at, "hour", frame.now)}</p>
    ${delivery === null ? null : deliveryLine(frame, delivery, again)}
  </li>`;
}

function deliveryLine(frame: Frame, delivery: Delivery, again: string | null): Html | null {
  const { state, to, why, attempts } = delivery;
  const reason = why === null ? "" : `: ${why}`;
  switch (state) {
    case "delivered":
      return null;
    case "waiting":
      return html`<p class="delivery waiting">${icon("clock")}On its way to ${RECIPIENT[to]}</p>`;
    case "retrying":
      return html`<p class="delivery retrying">
        ${icon("retry")}Tried ${counted(attempts, "time")}, will be tried again${reason}
      </p>`;
    case "dropped":
      return html`<p class="delivery dropped">${icon("drop")}Not sent to ${RECIPIENT[to]}${reason}</p>`;
    case "parked":
      return html`<div class="delivery parked">
        <p>${icon("alert")}Not delivered to ${RECIPIENT[to]}${reason}</p>
        ${again === null ? null : replayForm(frame, again, delivery.effectId)}
      </div>`;
  }
}

/** Sends something parked again. */
export function replayForm({ csrf }: Frame, action: string, effectId: number): Html {
  return html`<form method="post" action="${action}">
    <input type="hidden" name="csrf" value="${csrf}" />
    <input type="hidden" name="effect" value="${effectId}" />
    <button class="small">${icon("retry")}Send again</button>
  </form>`;
}

function initialOf(name: string): string {
  const [first = "?"] = name.match(/[\p{L}\p{N}]/u) ?? [];
  return first.toUpperCase();
}
