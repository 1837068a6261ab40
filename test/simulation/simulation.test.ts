import { describe, expect, it } from "vitest";
import { count as countOf } from "../faults/support/counts.ts";
import { keepFigure } from "../faults/support/figures.ts";
import { describeFailure, firstFailure } from "./seeds.ts";
import { simulate } from "./simulate.ts";

const replayed = process.env["FLEXCORD_SEED"];
const count = Number(process.env["FLEXCORD_SEEDS"] ?? countOf("seeds"));
/** Chunks, so that a slow machine has its time for each. */
const CHUNK = 250;
const base = replayed === undefined ? Number(process.env["FLEXCORD_FROM"] ?? 1) : Number(replayed);

describe.runIf(replayed !== undefined)("one seed", () => {
  it(`${base} ends well`, async () => {
    const outcome = await simulate(base);
    process.stdout.write(`${outcome.trace.join("\n")}\n`);
    expect(outcome.violations).toEqual([]);
  });
});

describe.runIf(replayed === undefined)("the bridge between vendors and a disk that fail", () => {
  it("plays the same seed alike each time", async () => {
    const [once, again] = [await simulate(base), await simulate(base)];
    expect(again.trace).toEqual(once.trace);
  });

  const played = { seeds: 0, posts: 0, agentLines: 0, deaths: 0 };
  const chunks = Array.from({ length: Math.ceil(count / CHUNK) }, (_, index) => base + index * CHUNK);
  it.each(chunks)(
    "loses, doubles and disorders nothing from seed %i on",
    { timeout: 300_000 },
    async (from) => {
      const { failed, totals } = await firstFailure({ from, count: CHUNK });
      expect(failed === null ? "" : describeFailure(failed)).toBe("");
      // Silence proves nothing: a lot was said, and the daemon often died.
      expect(totals.posts).toBeGreaterThan(4 * CHUNK);
      expect(totals.agentLines).toBeGreaterThan(CHUNK);
      expect(totals.deaths).toBeGreaterThan(CHUNK);
      expect(totals.missed).toBeGreaterThan(CHUNK / 4);
      expect(totals.changes).toBeGreaterThan(CHUNK / 2);
      played.seeds += CHUNK;
      for (const what of ["posts", "agentLines", "deaths"] as const) played[what] += totals[what];
      keepFigure({
        row: 21,
        what: "seeds of the simulation",
        count: played.seeds,
        found: `${played.posts} posts, ${played.agentLines} agents' lines, ${played.deaths} deaths of the daemon: 0 lost, 0 doubled, 0 out of order`,
      });
    },
  );
});
