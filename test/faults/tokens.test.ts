import { setTimeout as sleep } from "node:timers/promises";

import { expect, it } from "vitest";

import type { TapeEntry } from "../../src/demo/control.ts";
import { isSoak, PATIENCE_MS } from "./support/counts.ts";
import { keepFigure } from "./support/figures.ts";
import { openGround } from "./support/ground.ts";
import { openTalks, untilDelivered, verdictOf } from "./support/talks.ts";
import { writeBothWays } from "./support/traffic.ts";
import { CLEAN, inWords } from "./support/verdict.ts";

const REVOKED_MS = isSoak ? 10 * 60_000 : 3_000;
/** Ten thousand in ten minutes get an address blocked by Discord; we stay far below. */
const REFUSED_A_MINUTE = 20;

it.each([
  ["Discord", "/discord/token"],
  ["Twilio", "/flex/credentials"],
])(
  "a token of %s that is revoked and restored costs nothing but time, and is not hammered with",
  { timeout: PATIENCE_MS },
  async (vendor, dial) => {
    const ground = await openGround();
    await ground.daemon.start();
    const talks = await openTalks(ground, 8);
    await ground.dials.put(dial, { accepted: false });
    await writeBothWays(ground, talks, 24);
    await sleep(REVOKED_MS);
    await ground.dials.put(dial, { accepted: true });
    const survived = ground.daemon.running;
    if (!survived) await ground.daemon.start();
    await untilDelivered(ground, talks, 150_000);
    const verdict = await verdictOf(ground, talks);
    expect(verdict).toMatchObject(CLEAN);
    const { entries } = await ground.control.tape(0);
    const most = mostInAMinute(entries.filter(({ status }) => [401, 403, 4004].includes(status)));
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(REFUSED_A_MINUTE);
    const fate = survived ? "stayed up" : "had ended with the gateway's refusal and was started again";
    keepFigure({
      row: 10,
      what: `${vendor}'s token revoked for ${REVOKED_MS / 1000} s`,
      count: verdict.sent,
      found: `${inWords(verdict)}; at most ${most} refusals in a minute; the daemon ${fate}`,
    });
  },
);

function mostInAMinute(refused: readonly TapeEntry[]): number {
  return Math.max(
    0,
    ...refused.map(({ at }) => refused.filter((other) => other.at >= at && other.at < at + 60_000).length),
  );
}
