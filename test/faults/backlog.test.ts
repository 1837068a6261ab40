import { expect, it } from "vitest";

import { count, PATIENCE_MS } from "./counts.ts";
import { keepFigure } from "./figures.ts";
import { openGround } from "./ground.ts";
import { inMegabytes, rssOf } from "./process-memory.ts";
import { openTalks, untilDelivered, verdictOf } from "./talks.ts";
import { writeBothWays } from "./traffic.ts";
import { CLEAN, inWords } from "./verdict.ts";

it.skipIf(process.platform !== "linux")(
  "what waited through an outage of both vendors drains in order",
  { timeout: PATIENCE_MS },
  async () => {
    const ground = await openGround();
    await ground.daemon.start();
    const talks = await openTalks(ground, 20);
    for (const vendor of ["discord", "twilio"]) {
      await ground.dials.befall({
        vendor,
        method: "POST",
        contains: "line-",
        effect: { kind: "answer", status: 503 },
      });
    }
    await writeBothWays(ground, talks, count("backlog") / 2);
    const waiting = rssOf(ground.daemon.pid);
    await ground.dials.clear();
    const began = performance.now();
    await untilDelivered(ground, talks, 120_000);
    const seconds = (performance.now() - began) / 1000;
    const verdict = await verdictOf(ground, talks);
    expect(verdict).toMatchObject(CLEAN);
    const rate = (verdict.sent / seconds).toFixed(0);
    const memory = `RSS ${inMegabytes(waiting)} before and ${inMegabytes(rssOf(ground.daemon.pid))} after`;
    keepFigure({
      row: 19,
      what: `backlog after an outage, ${rate} lines a second`,
      count: verdict.sent,
      found: `${inWords(verdict)}; ${memory}`,
    });
  },
);
