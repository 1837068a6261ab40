import type { EpochMs } from "../../../domain/ids.ts";
import { html, type Html } from "../../html.ts";

/**
 * How a moment is shown: the whole of it, the hour within a day that is told beside it, how long it is away, or for how
 * long it has been so.
 */
export type TimeStyle = "moment" | "hour" | "away" | "since";

/** A moment by UTC; the script of the page shows it in the reader's own zone and keeps it going. */
export function timeOf(at: EpochMs, style: TimeStyle, now: EpochMs): Html {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}" data-time="${style}" title="${momentOf(at)}"
    >${inWords(at, style, now)}</time
  >`;
}

function inWords(at: EpochMs, style: TimeStyle, now: EpochMs): string {
  switch (style) {
    case "moment":
      return momentOf(at);
    case "hour":
      return HOUR.format(at);
    case "away":
      return at > now ? `in ${spanOf(at - now)}` : `${spanOf(now - at)} ago`;
    case "since":
      return spanOf(Math.max(0, now - at));
  }
}

/** The day that a moment is in, by UTC. */
export function dayOf(at: EpochMs): Html {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}" data-time="day">${DAY.format(at)}</time>`;
}

export const dayKey = (at: EpochMs): string => new Date(at).toISOString().slice(0, 10);

export function momentOf(at: EpochMs): string {
  return `${MOMENT.format(at)} UTC`;
}

const IN_UTC = { timeZone: "UTC" } as const;
const MOMENT = new Intl.DateTimeFormat("en-GB", { ...IN_UTC, dateStyle: "medium", timeStyle: "short" });
const HOUR = new Intl.DateTimeFormat("en-GB", { ...IN_UTC, timeStyle: "short" });
const DAY = new Intl.DateTimeFormat("en-GB", { ...IN_UTC, weekday: "long", day: "numeric", month: "long" });

const UNITS = [
  ["d", 24 * 60 * 60_000],
  ["h", 60 * 60_000],
  ["min", 60_000],
  ["s", 1_000],
] as const;

/** A span in the largest unit that fits it, rounded down. */
export function spanOf(ms: number): string {
  const [unit, size] = UNITS.find(([, size]) => ms >= size) ?? ["s", 1_000];
  return `${Math.floor(ms / size)} ${unit}`;
}

/** How long something took: finer than a span, for milliseconds matter here. */
export function tookOf(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : spanOf(ms);
}
