import { expect, it } from "vitest";
import { createPace } from "../../src/domain/pace.ts";
import { seeded } from "../random.ts";

const LIMIT = { perSecond: 50, burst: 5 };

it("keeps the limit in every second, and loses little of it", () => {
  let now = 0;
  const pace = createPace(LIMIT, () => now);
  const times = Array.from({ length: 500 }, () => now + pace.next());
  for (const [index, time] of times.entries()) {
    expect((times[index + LIMIT.perSecond] ?? Number.POSITIVE_INFINITY) - time).toBeGreaterThanOrEqual(999.9);
  }
  expect(times.at(-1)).toBeLessThan((500 / LIMIT.perSecond) * 1000 * 1.12);
  now = 60_000;
  expect(Array.from({ length: LIMIT.burst }, () => pace.next())).toEqual([0, 0, 0, 0, 0]);
  expect(pace.next()).toBeGreaterThan(0);
});

it("keeps it whenever it is asked", () => {
  const random = seeded();
  let now = 0;
  const pace = createPace(LIMIT, () => now);
  const times: number[] = [];
  for (let n = 0; n < 2_000; n += 1) {
    if (random.whole(10) === 0) now += random.whole(500);
    times.push(now + pace.next());
  }
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  for (const [index, time] of times.entries()) {
    const next = times[index + LIMIT.perSecond] ?? Number.POSITIVE_INFINITY;
    expect(next - time, `FLEXCORD_SEED=${random.seed}`).toBeGreaterThanOrEqual(999.9);
  }
});

it("tells how far away the next place is, and leaves it free", () => {
  let now = 0;
  const pace = createPace(LIMIT, () => now);
  for (let n = 0; n < 50; n += 1) {
    now += n % 3;
    const told = pace.wait();
    expect(pace.wait()).toBe(told);
    expect(pace.next()).toBe(told);
  }
  expect(pace.wait()).toBeGreaterThan(0);
});
