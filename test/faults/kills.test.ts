import { expect, it } from "vitest";

import { count, PATIENCE_MS } from "./counts.ts";
import { keepFigure } from "./figures.ts";
import { openGround } from "./ground.ts";
import { killAt, STEPS } from "./kills.ts";
import { openTalks, untilDelivered, verdictOf, type Way, write } from "./talks.ts";
import { CLEAN, inWords } from "./verdict.ts";

const WAYS: readonly Way[] = ["to Flex", "to Discord"];

it.each(WAYS)(
  "kill -9 at every step of a line %s loses, doubles and disorders nothing",
  { timeout: PATIENCE_MS },
  async (way) => {
    const ground = await openGround();
    await ground.daemon.start();
    const talks = await openTalks(ground, 3);
    const [victim] = talks;
    if (victim === undefined) throw new Error("nobody talks");
    let kills = 0;
    for (let round = 0; round < count("kills"); round += 1) {
      // Every other round Discord has forgotten its nonces by the time the daemon is back.
      await ground.dials.put("/discord/nonces", { rememberedMs: round % 2 === 0 ? 0 : 180_000 });
      for (const step of STEPS) {
        for (const talk of talks.slice(1)) await write(ground, talk, way);
        await killAt(ground, victim, way, step);
        kills += 1;
        await write(ground, victim, way);
        await ground.daemon.start();
        await write(ground, victim, way);
        await untilDelivered(ground, talks);
        expect(await verdictOf(ground, talks), `${step}, round ${round}`).toMatchObject(CLEAN);
      }
      keepFigure({
        row: 1,
        what: `kill -9 at each of six steps, ${way}`,
        count: kills,
        found: inWords(await verdictOf(ground, talks)),
      });
    }
  },
);
