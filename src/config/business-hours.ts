import type { BusinessHours, OpenTime } from "../domain/business-hours.ts";
import type { Support } from "./schema/support.ts";

const DAY_MINUTES = 24 * 60;

/** When agents are there; null for always. */
export function businessHoursOf({ hours }: Support): BusinessHours | null {
  if (hours === undefined) return null;
  const { sunday, monday, tuesday, wednesday, thursday, friday, saturday } = hours.week;
  const week = [sunday, monday, tuesday, wednesday, thursday, friday, saturday];
  return {
    timeZone: hours.timeZone,
    week: week.map((spans) => spans.map(openTime)),
    holidays: new Map(Object.entries(hours.holidays).map(([date, spans]) => [date, spans.map(openTime)])),
  };
}

/** `22:00-06:00` ends on the next day. */
function openTime(span: string): OpenTime {
  const [from = 0, to = 0] = span.split("-").map(minutes);
  return { from, to: to > from ? to : to + DAY_MINUTES };
}

function minutes(time: string): number {
  const [hour = "", minute = ""] = time.split(":");
  return Number(hour) * 60 + Number(minute);
}
