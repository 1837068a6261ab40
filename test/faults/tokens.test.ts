import { setTimeout as sleep } from "node:timers/promises";

import { expect, it } from "vitest";

import type { TapeEntry } from "../../src/demo/control.ts";
import { isSoak, PATIENCE_MS } from "./counts.ts";
import { keepFigure } from "./figures.ts";
import { openGround } from "./ground.ts";
import { openTalks, untilDelivered, verdictOf } from "./talks.ts";
import { writeBothWays } from "./traffic.ts";
import { CLEAN, inWords } from "./verdict.ts";

const REVOKED_MS = isSoak ? 10 * 60_000 : 3_000;
/** Ten thousand in ten minutes get an address blocked by Discord; we stay far below. */
const REFUSED_A_MINUTE = 20;

it(
  "credentials that are revoked and restored cost nothing but time, and are not hammered with",
  { timeout: PATIENCE_MS },
  async () => {
    const ground = await openGround();
    await ground.daemon.start();
    const talks = await openTalks(ground, 8);
    await ground.dials.put("/discord/token", { accepted: false });
    await ground.dials.put("/flex/credentials", { accepted: false });
    await writeBothWays(ground, talks, 24);
    await sleep(REVOKED_MS);
    await ground.dials.put("/discord/token", { accepted: true });
    await ground.dials.put("/flex/credentials", { accepted: true });
    const survived = ground.daemon.running;
    if (!survived) await ground.daemon.start();
    await untilDelivered(ground, talks, 150_000);
    const verdict = await verdictOf(ground, talks);
    expect(verdict).toMatchObject(CLEAN);
    const { entries } = await ground.control.tape(0);
    const most = mostInAMinute(entries.filter(({ status }) => status === 401 || status === 403));
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(REFUSED_A_MINUTE);
    keepFigure({
      row: 10,
      what: `both tokens revoked for ${REVOKED_MS / 1000} s`,
      count: verdict.sent,
      found: `${inWords(verdict)}; at most ${most} refused requests in a minute; the daemon ${survived ? "stayed up" : "had ended and was started again"}`,
    });
  },
);

function mostInAMinute(refused: readonly TapeEntry[]): number {
  return Math.max(
    0,
    ...refused.map(({ at }) => refused.filter((other) => other.at >= at && other.at < at + 60_000).length),
  );
}
