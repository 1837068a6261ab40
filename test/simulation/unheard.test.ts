import { expect, it } from "vitest";

import { count, PATIENCE_MS } from "../faults/support/counts.ts";
import { keepFigure } from "../faults/support/figures.ts";
import { describeFailure, firstFailure } from "./seeds.ts";

const MINUTE = 60_000;

it.each([1, 10, 240])(
  "a webhook endpoint that is down for %i simulated minutes costs nothing but time",
  { timeout: PATIENCE_MS },
  async (minutes) => {
    const seeds = count("simulatedOutages");
    const { failed, totals } = await firstFailure({ from: 1, count: seeds }, { unheardMs: minutes * MINUTE });
    expect(failed === null ? "" : describeFailure(failed)).toBe("");
    expect(totals.unheard).toBeGreaterThan(seeds);
    keepFigure({
      row: 6,
      what: `the webhook endpoint down for ${minutes} simulated minutes, one time for each seed`,
      count: seeds,
      found: `${totals.unheard} calls of Twilio lost; ${totals.posts} posts and ${totals.agentLines} agents' lines: 0 lost, 0 doubled, 0 out of order`,
    });
  },
);
