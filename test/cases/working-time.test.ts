import { describe, expect, it } from "vitest";
import { workingTimeOf } from "../../src/cases/working-time.ts";
import type { BusinessHours } from "../../src/domain/business-hours.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const nineToFive = [{ from: 9 * 60, to: 17 * 60 }];
const hours: BusinessHours = {
  timeZone: "Europe/Berlin",
  week: [[], nineToFive, nineToFive, nineToFive, nineToFive, nineToFive, []],
  holidays: new Map([["2026-12-25", []]]),
};
const time = workingTimeOf(hours);
/** In Berlin's winter. */
const at = (text: string) => Date.parse(`${text}:00+01:00`);

describe("working time", () => {
  it.each([
    ["2026-11-23T09:00", "2026-11-23T17:00", 8],
    ["2026-11-23T08:00", "2026-11-23T10:30", 1.5],
    ["2026-11-20T16:00", "2026-11-23T10:00", 2],
    ["2026-11-21T00:00", "2026-11-22T23:00", 0],
    ["2026-12-24T16:00", "2026-12-28T10:00", 2],
    ["2026-11-23T12:00", "2026-11-23T11:00", 0],
  ])("from %s to %s is %d hours", (from, to, count) => {
    expect(time.between(at(from), at(to))).toBe(count * HOUR);
  });

  it.each([
    ["2026-11-23T10:00", 1, "2026-11-23T11:00"],
    ["2026-11-20T16:30", 1, "2026-11-23T09:30"],
    ["2026-11-21T12:00", 8, "2026-11-23T17:00"],
    ["2026-12-24T16:00", 2, "2026-12-28T10:00"],
  ])("%s and %d hours are %s", (from, count, to) => {
    expect(time.after(at(from), count * HOUR)).toBe(at(to));
  });

  it("agrees with itself over years", () => {
    const from = at("2026-01-05T09:00");
    const due = time.after(from, 5_000 * HOUR);
    expect(time.between(from, due)).toBe(5_000 * HOUR);
    expect(due - from).toBeGreaterThan(800 * DAY);
  });

  it("never comes where nobody is ever there", () => {
    const closed = workingTimeOf({ ...hours, week: [[], [], [], [], [], [], []] });
    expect(closed.after(0, HOUR)).toBe(3_650 * DAY);
    expect(closed.between(0, 1_000 * DAY)).toBe(0);
  });

  it("runs around the clock without business hours", () => {
    expect(workingTimeOf(null).after(5, HOUR)).toBe(5 + HOUR);
  });
});
