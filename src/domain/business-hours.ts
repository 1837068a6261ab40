import type { EpochMs } from "./ids.ts";

/** From the minutes of a day, counted from midnight, up to but without others; 1440 is the next midnight. */
export interface OpenTime {
  readonly from: number;
  readonly to: number;
}

export interface BusinessHours {
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** Seven lists, from Sunday on. */
  readonly week: readonly (readonly OpenTime[])[];
  /** Days that are not like others, by `2026-12-24`, or by `12-25` for every year. */
  readonly holidays: ReadonlyMap<string, readonly OpenTime[]>;
}

export type Openness =
  | { readonly open: true; readonly closesAt: EpochMs | null }
  | { readonly open: false; readonly opensAt: EpochMs | null };

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How far ahead an opening is looked for: longer than any holidays, and longer than a year of one open day. */
const FARTHEST_DAYS = 400;

/** Whether it is open at a moment, and when that changes. */
export function opennessAt(hours: BusinessHours, now: EpochMs): Openness {
  for (const { from, to } of openSpans(hours, now)) {
    if (from <= now) return { open: true, closesAt: to };
    return { open: false, opensAt: from };
  }
  return { open: false, opensAt: null };
}

/** The spans of time it is open that end after `since`, in order; those that touch are one. */
export function* openSpans(
  hours: BusinessHours,
  since: EpochMs,
): Generator<{ readonly from: EpochMs; readonly to: EpochMs }> {
  let span: { readonly from: EpochMs; readonly to: EpochMs } | null = null;
  for (const next of singleSpans(hours, since)) {
    if (span !== null && next.from <= span.to) {
      span = { from: span.from, to: Math.max(span.to, next.to) };
      continue;
    }
    if (span !== null) yield span;
    span = next;
  }
  if (span !== null) yield span;
}

function* singleSpans(hours: BusinessHours, since: EpochMs) {
  const zone = zoneOf(hours.timeZone);
  const today = zone.local(since);
  for (let ahead = -1; ahead < FARTHEST_DAYS; ahead += 1) {
    const day = today + ahead * DAY;
    for (const { from, to } of timesOf(hours, day)) {
      // Where the clock is put forward, a time that does not exist is the moment it jumps.
      const span = { from: zone.moment(day + from * MINUTE), to: zone.moment(day + to * MINUTE) };
      if (span.to > since && span.to > span.from) yield span;
    }
  }
}

/** @param day midnight of the day, as if the zone were UTC */
function timesOf({ week, holidays }: BusinessHours, day: number): readonly OpenTime[] {
  const date = new Date(day).toISOString().slice(0, 10);
  return holidays.get(date) ?? holidays.get(date.slice(5)) ?? week[new Date(day).getUTCDay()] ?? [];
}

interface Zone {
  /** Midnight of the moment's day, as if the zone were UTC. */
  local(at: EpochMs): number;
  /** The first moment at which the zone's clocks show this, or something later. */
  moment(shown: number): EpochMs;
}

const zones = new Map<string, Zone>();

function zoneOf(timeZone: string): Zone {
  const found = zones.get(timeZone) ?? openZone(timeZone);
  zones.set(timeZone, found);
  return found;
}

function openZone(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  /** What the zone's clocks show, as if it were UTC. */
  const shownAt = (at: EpochMs): number => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
  return {
    local(at) {
      const shown = shownAt(at);
      return shown - (((shown % DAY) + DAY) % DAY);
    },
    moment(shown) {
      // No zone is further from UTC than a day. Within two, its clocks show every time they ever show of this day.
      const candidates = [shown - DAY, shown + DAY].map((at) => shown - (shownAt(at) - at));
      const exact = candidates.filter((at) => shownAt(at) === shown);
      if (exact.length > 0) return Math.min(...exact);
      return jump(shownAt, shown, Math.min(...candidates), Math.max(...candidates));
    },
  };
}

/** The moment the clocks go past what they never show, to the second. */
function jump(shownAt: (at: EpochMs) => number, shown: number, before: EpochMs, after: EpochMs): EpochMs {
  let low = before;
  let high = after;
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (shownAt(middle) < shown) low = middle;
    else high = middle;
  }
  return high;
}
