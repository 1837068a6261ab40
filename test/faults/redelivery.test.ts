import { expect, it } from "vitest";

import { count, isSoak, PATIENCE_MS } from "./support/counts.ts";
import { keepFigure } from "./support/figures.ts";
import { type Ground, openGround } from "./support/ground.ts";
import { openTalks, untilDelivered, verdictOf } from "./support/talks.ts";
import { writeBothWays } from "./support/traffic.ts";
import { CLEAN, inWords } from "./support/verdict.ts";

it(
  "events that come again, out of turn, while it is down and after a restart have no effect of their own",
  { timeout: PATIENCE_MS },
  async () => {
    const ground = await openGround();
    await ground.daemon.start();
    const talks = await openTalks(ground, isSoak ? 60 : 4);
    const rules = [...(await repeated(ground, "callback")), ...(await repeated(ground, "gateway"))];
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
    const again = await Promise.all(
      rules.map(async ({ rule, times }) => (await rule.struck()) * (times - 1)),
    );
    keepFigure({
      row: 4,
      what: "events sent up to five times, callbacks out of turn",
      count: verdict.sent,
      found: `${inWords(verdict)}; ${again.reduce((sum, one) => sum + one, 0)} events more than there were`,
    });
  },
);

/** Many of a vendor's events come three times, and some of the others five. */
async function repeated({ dials }: Ground, vendor: string) {
  const often = { times: 3, probability: 0.6, seed: 1 };
  const oftener = { times: 5, probability: 0.3, seed: 2 };
  const made = [];
  for (const { times, ...rule } of [often, oftener]) {
    made.push({ rule: await dials.befall({ vendor, ...rule, effect: { kind: "duplicate", times } }), times });
  }
  return made;
}
