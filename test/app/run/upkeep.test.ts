import { expect, it } from "vitest";
import { startUpkeep } from "../../../src/app/run/upkeep.ts";
import type { Clock } from "../../../src/domain/clock.ts";
import { Failure } from "../../../src/domain/failure.ts";
import { silentLog } from "../../../src/domain/log.ts";
import type { Upkeep } from "../../../src/operator/ports.ts";

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** A clock that only goes on when it is told to, and rings what is due by then. */
function handClock(): Clock & { go(ms: number): Promise<void> } {
  let now = 1_780_000_000_000;
  let rings: { readonly at: number; readonly ring: () => void }[] = [];
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    now: () => now,
    after(ms, ring) {
      const entry = { at: now + ms, ring };
      rings.push(entry);
      return () => {
        rings = rings.filter((other) => other !== entry);
      };
    },
    async go(ms) {
      const end = now + ms;
      for (;;) {
        await settle();
        const next = rings.toSorted((one, other) => one.at - other.at)[0];
        if (next === undefined || next.at > end) break;
        rings = rings.filter((other) => other !== next);
        now = next.at;
        next.ring();
      }
      now = end;
    },
  };
}

/** Batches that are left to do, as a database has them. */
function workload(batches: { seal: number; drop: number }) {
  const asked: { readonly at: number; readonly before: number }[] = [];
  const clock = handClock();
  let failing = false;
  const upkeep: Upkeep = {
    reseal: async () => (batches.seal -= 1) >= 0,
    async expire(before) {
      if (failing) throw new Failure("store.unavailable", "The disk is full.");
      asked.push({ at: clock.now(), before });
      return (batches.drop -= 1) >= 0 ? 100 : 0;
    },
    index: async () => false,
  };
  return { upkeep, clock, asked, fail: (now: boolean) => (failing = now) };
}

it("drops what is old in batches, at the start and every hour, also after the database failed once", async () => {
  const batches = { seal: 3, drop: 2 };
  const { upkeep, clock, asked, fail } = workload(batches);
  const began = clock.now();
  const stop = startUpkeep({ upkeep, retentionDays: 90, clock, log: silentLog });
  await clock.go(60_000);
  // Everything is sealed anew first; then batches until one had nothing.
  expect(batches.seal).toBe(-1);
  expect(asked).toHaveLength(3);
  for (const { at, before } of asked) expect(before).toBeLessThanOrEqual(at - 90 * DAY_MS);
  expect(asked[0]?.before).toBeGreaterThanOrEqual(began - 90 * DAY_MS);

  fail(true);
  await clock.go(HOUR_MS);
  expect(asked).toHaveLength(3);
  fail(false);
  batches.drop = 1;
  await clock.go(HOUR_MS);
  expect(asked).toHaveLength(5);
  await clock.go(3 * HOUR_MS);
  expect(asked).toHaveLength(8);

  const stopped = stop();
  await clock.go(0);
  await stopped;
  await clock.go(3 * HOUR_MS);
  expect(asked).toHaveLength(8);
});
