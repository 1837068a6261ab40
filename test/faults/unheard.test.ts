import { expect, it } from "vitest";

import { count, PATIENCE_MS } from "./support/counts.ts";
import { keepFigure } from "./support/figures.ts";
import { openGround } from "./support/ground.ts";
import { openTalks, untilDelivered, verdictOf, write } from "./support/talks.ts";
import { writeBothWays } from "./support/traffic.ts";
import { CLEAN, inWords } from "./support/verdict.ts";

it(
  "what was said while the daemon was away is read up, however long that was",
  { timeout: PATIENCE_MS },
  async () => {
    const ground = await openGround();
    await ground.daemon.start();
    const talks = await openTalks(ground, 4);
    await writeBothWays(ground, talks, 4);
    await ground.daemon.kill();
    await writeBothWays(ground, talks, count("unheard"));
    // As after hours: neither the gateway's session nor a nonce is remembered.
    await ground.dials.post("/discord/gateway/forget");
    await ground.dials.put("/discord/nonces", { rememberedMs: 0 });
    await ground.daemon.start();
    await writeBothWays(ground, talks, 4);
    await untilDelivered(ground, talks);
    const verdict = await verdictOf(ground, talks);
    expect(verdict).toMatchObject(CLEAN);
    keepFigure({
      row: 6,
      what: "the daemon away for longer than session and nonce live",
      count: verdict.sent,
      found: inWords(verdict),
    });
  },
);

it(
  "callbacks that never come are made up for with the next that does",
  { timeout: PATIENCE_MS },
  async () => {
    const ground = await openGround();
    await ground.daemon.start();
    const talks = await openTalks(ground, 4);
    const rule = await ground.dials.befall({ vendor: "callback", effect: { kind: "lose" } });
    for (let line = 0; line < count("unheard"); line += talks.length) {
      for (const talk of talks) await write(ground, talk, "to Discord");
    }
    await rule.takeBack();
    for (const talk of talks) await write(ground, talk, "to Discord");
    await untilDelivered(ground, talks);
    const verdict = await verdictOf(ground, talks);
    expect(verdict).toMatchObject(CLEAN);
    keepFigure({
      row: 6,
      what: "every callback lost for a while",
      count: verdict.sent,
      found: inWords(verdict),
    });
  },
);
