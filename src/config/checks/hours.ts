import type { Loose } from "./loose.ts";
import type { Report } from "./report.ts";

/** Business hours: a time zone there is, days there are, spans that last, and some time when somebody is there. */
export function checkHours(file: Loose, report: Report): void {
  const path = ["support", "hours"];
  const hours = file.within(...path);
  if (!hours.isSection || hours.entries().length === 0) return;
  checkTimeZone(hours, [...path, "timeZone"], report);
  const week = hours.within("week");
  for (const [day] of week.entries()) checkSpans(week.list(day), [...path, "week", day], report);
  const holidays = hours.within("holidays");
  for (const [date] of holidays.entries()) {
    const at = [...path, "holidays", date];
    if (!isDay(date))
      report({ path: at, key: true, found: "a day that no calendar has", wanted: "one that exists" });
    checkSpans(holidays.list(date), at, report);
  }
  const some = week.entries().some(([day]) => week.list(day).length > 0);
  if (!some) {
    const wanted = "at least one day with a time span; leave support.hours out for always";
    report({ path: [...path, "week"], found: "a week without a time when agents are there", wanted });
  }
}

function checkTimeZone(hours: Loose, path: readonly string[], report: Report): void {
  const word = hours.text("timeZone");
  if (word === undefined || isTimeZone(word)) return;
  const candidates = Intl.supportedValuesOf("timeZone");
  const wanted = "the IANA name of a time zone, such as Europe/Berlin";
  report({ path, found: "no time zone", wanted, among: { word, candidates } });
}

function isTimeZone(name: string): boolean {
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    // "+02:00" is a zone to Intl; but it knows no summer time, and is seldom meant.
    return !/^[+-]/u.test(timeZone);
  } catch {
    return false;
  }
}

function checkSpans(spans: readonly string[], path: readonly string[], report: Report): void {
  for (const [index, span] of spans.entries()) {
    const [from, to] = span.split("-");
    if (from !== to) continue;
    const found = "a time span that ends as it begins";
    report({
      path: [...path, String(index)],
      found,
      wanted: "one that lasts, such as 00:00-24:00 for all day",
    });
  }
}

/** 29 February is a day of every year in which it is one. */
function isDay(date: string): boolean {
  if (!/^(\d{4}-)?\d{2}-\d{2}$/u.test(date)) return true;
  const whole = date.length === 5 ? `2024-${date}` : date;
  const time = Date.parse(`${whole}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(whole);
}
