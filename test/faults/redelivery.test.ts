import { expect, it } from "vitest";

import { count, PATIENCE_MS } from "./support/counts.ts";
import { keepFigure } from "./support/figures.ts";
import { openGround } from "./support/ground.ts";
import { openTalks, untilDelivered, verdictOf } from "./support/talks.ts";
import { writeBothWays } from "./support/traffic.ts";
import { CLEAN, inWords } from "./support/verdict.ts";

it(
  "events that come again, out of turn, while it is down and after a restart have no effect of their own",
  { timeout: PATIENCE_MS },
  async () => {
    const ground = await openGround();
    await ground.daemon.start();
    const talks = await openTalks(ground, 4);
    for (const vendor of ["callback", "gateway"]) {
      await ground.dials.befall({
        vendor,
        probability: 0.6,
        seed: 1,
        effect: { kind: "duplicate", times: 3 },
      });
      await ground.dials.befall({
        vendor,
        probability: 0.3,
        seed: 2,
        effect: { kind: "duplicate", times: 5 },
      });
    }
    await ground.dials.befall({ vendor: "callback", effect: { kind: "reorder" } });
    const half = Math.ceil(count("redeliveries") / 2);
    await writeBothWays(ground, talks, half);
    await ground.daemon.kill();
    // Said while it is down: replayed with the session, more than once, and read up as well.
    await writeBothWays(ground, talks, 2 * talks.length);
    await ground.daemon.start();
    await writeBothWays(ground, talks, half);
    await untilDelivered(ground, talks);
    const verdict = await verdictOf(ground, talks);
    expect(verdict).toMatchObject(CLEAN);
    keepFigure({
      row: 4,
      what: "events sent up to five times, callbacks out of turn",
      count: verdict.sent,
      found: inWords(verdict),
    });
  },
);
