import type { Case, SlaClock } from "../../../domain/case.ts";
import type { EpochMs } from "../../../domain/ids.ts";
import { html, type Html, type HtmlPart } from "../../html.ts";
import type { CaseView } from "../../ports.ts";
import { icon } from "./icon.ts";
import { written } from "./text.ts";
import { spanOf, timeOf } from "./time.ts";

/** A list of names and what they stand for; what is null is left out. */
export function facts(rows: readonly (readonly [string, HtmlPart])[]): Html {
  return html`<dl class="facts">
    ${rows
      .filter(([, value]) => value !== null && value !== "")
      .map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
  </dl>`;
}

export function caseFacts({ case: found, breachAt }: CaseView, now: EpochMs): Html {
  const { openedAt, changedAt, resolvedAt, closedAt, rating, firstAnswer, resolution } = found;
  const when = (at: EpochMs | null) => (at === null ? null : timeOf(at, "away", now));
  return facts([
    ["Opened", when(openedAt)],
    ["Changed", changedAt === openedAt ? null : when(changedAt)],
    ["Resolved", when(resolvedAt)],
    ["Closed", when(closedAt)],
    ["First answer", promise(firstAnswer, now)],
    ["Solution", promise(resolution, now)],
    ["Next due", breachAt === null ? null : timeOf(breachAt, "away", now)],
    ["Rating", rating === null ? null : ratingOf(rating)],
  ]);
}

/** How a promise stands. What is left of it counts working time, which only its end tells. */
function promise({ targetMs, metAt, breachedAt, runningSince }: SlaClock, now: EpochMs): HtmlPart {
  if (breachedAt !== null && metAt === null)
    return html`<span class="broken">${icon("alert")}Late since ${timeOf(breachedAt, "moment", now)}</span>`;
  if (breachedAt !== null) return html`<span class="broken">${icon("alert")}Given late</span>`;
  if (metAt !== null)
    return html`<span class="kept">${icon("check")}${targetMs === null ? "Given" : "Given in time"}</span>`;
  if (targetMs === null) return null;
  return `Promised within ${spanOf(targetMs)}${runningSince === null ? ", paused" : ""}`;
}

function ratingOf({ score, comment }: NonNullable<Case["rating"]>): Html {
  const stars = "★".repeat(score) + "☆".repeat(5 - score);
  return html`<span class="stars" role="img" aria-label="${score} of 5">${stars}</span>
    ${comment === "" ? null : html`<q>${written(comment)}</q>`}`;
}
