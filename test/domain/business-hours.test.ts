import { describe, expect, it } from "vitest";
import { openSpans, opennessAt, type BusinessHours } from "../../src/domain/business-hours.ts";

const office = [{ from: 9 * 60, to: 17 * 60 }];
const weekdays = [[], office, office, office, office, office, []];

const hours = (fields: Partial<BusinessHours> = {}): BusinessHours => ({
  timeZone: "Europe/Berlin",
  week: weekdays,
  holidays: new Map(),
  ...fields,
});

const at = (iso: string) => Date.parse(iso);
const opensAt = (found: ReturnType<typeof opennessAt>) =>
  found.open || found.opensAt === null ? null : new Date(found.opensAt).toISOString();

describe("business hours", () => {
  it("are kept by the clocks of their own time zone", () => {
    // 08:30 and 09:30 in Berlin, in winter.
    expect(opensAt(opennessAt(hours(), at("2026-11-23T07:30:00Z")))).toBe("2026-11-23T08:00:00.000Z");
    expect(opennessAt(hours(), at("2026-11-23T08:30:00Z"))).toEqual({
      open: true,
      closesAt: at("2026-11-23T16:00:00Z"),
    });
    // The moment they begin counts, the moment they end does not.
    expect(opennessAt(hours(), at("2026-11-23T08:00:00Z")).open).toBe(true);
    expect(opensAt(opennessAt(hours(), at("2026-11-23T16:00:00Z")))).toBe("2026-11-24T08:00:00.000Z");
  });

  it("go over a weekend, and over the change to summer time", () => {
    expect(opensAt(opennessAt(hours(), at("2026-03-27T20:00:00Z")))).toBe("2026-03-30T07:00:00.000Z");
    expect(opensAt(opennessAt(hours(), at("2026-10-23T20:00:00Z")))).toBe("2026-10-26T08:00:00.000Z");
  });

  it("begin with the jump when they would begin in the hour that summer time skips, and last once in the doubled one", () => {
    const night = [{ from: 150, to: 240 }];
    const sundays = hours({ week: [night, [], [], [], [], [], []] });
    // 02:30 does not exist on 29 March 2026 in Berlin: the clocks go from 02:00 to 03:00.
    const [spring] = [...openSpans(sundays, at("2026-03-28T12:00:00Z"))];
    expect(spring).toEqual({ from: at("2026-03-29T01:00:00Z"), to: at("2026-03-29T02:00:00Z") });
    // 02:30 comes twice on 25 October 2026: from the first one on.
    const [autumn] = [...openSpans(sundays, at("2026-10-24T12:00:00Z"))];
    expect(autumn).toEqual({ from: at("2026-10-25T00:30:00Z"), to: at("2026-10-25T03:00:00Z") });
  });

  it("know holidays of one year and of every year, closed or shorter", () => {
    const holidays = new Map([
      ["12-25", []],
      ["2026-12-24", [{ from: 540, to: 720 }]],
    ]);
    const found = opennessAt(hours({ holidays }), at("2026-12-24T12:00:00Z"));
    // 24 December until noon, 25 December a Friday, then the weekend.
    expect(opensAt(found)).toBe("2026-12-28T08:00:00.000Z");
    expect(opennessAt(hours({ holidays }), at("2026-12-24T10:00:00Z")).open).toBe(true);
    expect(opennessAt(hours({ holidays }), at("2029-12-25T10:00:00Z")).open).toBe(false);
  });

  it("may end on the next day, and what touches is one", () => {
    const late = hours({
      timeZone: "Etc/UTC",
      week: Array.from({ length: 7 }, () => [{ from: 22 * 60, to: 30 * 60 }]),
    });
    expect(opennessAt(late, at("2026-11-23T03:00:00Z"))).toEqual({
      open: true,
      closesAt: at("2026-11-23T06:00:00Z"),
    });
    const always = hours({
      timeZone: "Etc/UTC",
      week: Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]),
    });
    const found = opennessAt(always, at("2026-11-23T03:00:00Z"));
    expect(found.open && (found.closesAt ?? 0) > at("2027-11-23T03:00:00Z")).toBe(true);
  });

  it("that never come say so", () => {
    expect(opennessAt(hours({ week: Array.from({ length: 7 }, () => []) }), 0)).toEqual({
      open: false,
      opensAt: null,
    });
  });

  // Half-hour changes, changes at midnight, changes for Ramadan, odd offsets, both hemispheres.
  const zones = [
    "America/Havana",
    "America/Santiago",
    "America/St_Johns",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Antarctica/Troll",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Atlantic/Azores",
    "Pacific/Apia",
    "Pacific/Kiritimati",
  ];
  it("begin and end by every zone's own clocks, all year", () => {
    for (const timeZone of zones) {
      const everyDay = hours({ timeZone, week: Array.from({ length: 7 }, () => office) });
      const spans = openSpans(everyDay, at("2026-01-01T00:00:00Z"));
      const shown = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "short", hourCycle: "h23" });
      let before = 0;
      for (let day = 0; day < 366; day += 1) {
        const { value } = spans.next();
        if (value === undefined) throw new Error(`${timeZone} ran out of days`);
        expect([timeZone, shown.format(value.from), shown.format(value.to)]).toEqual([
          timeZone,
          "09:00",
          "17:00",
        ]);
        expect(value.from).toBeGreaterThan(before);
        before = value.to;
      }
    }
  }, 60_000);
});
