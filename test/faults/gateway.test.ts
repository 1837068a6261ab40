import { setTimeout as sleep } from "node:timers/promises";

import { expect, it } from "vitest";

import { until } from "../journey/support/stage.ts";
import { count, PATIENCE_MS } from "./support/counts.ts";
import { keepFigure } from "./support/figures.ts";
import { type Ground, openGround } from "./support/ground.ts";
import { openTalks, type Talk, untilDelivered, verdictOf, write } from "./support/talks.ts";
import { CLEAN, inWords } from "./support/verdict.ts";

type Trouble = (ground: Ground, lines: () => Promise<void>) => Promise<void>;

const AT = "/discord/gateway";

/** Each writes its lines at the worst moment of the trouble. */
const TROUBLES: Readonly<Record<string, Trouble>> = {
  "a closed connection": async ({ dials }, lines) => {
    await dials.post(`${AT}/close`, { code: 4000 });
    await lines();
  },
  RECONNECT: async ({ dials }, lines) => {
    await dials.post(`${AT}/reconnect`);
    await lines();
  },
  "INVALID_SESSION, resumable": async ({ dials }, lines) => {
    await dials.post(`${AT}/invalidate`, { resumable: true });
    await lines();
  },
  "INVALID_SESSION, not resumable": async ({ dials }, lines) => {
    await dials.post(`${AT}/invalidate`, { resumable: false });
    await lines();
  },
  "missed heartbeat acknowledgements": async ({ dials }, lines) => {
    await dials.put(`${AT}/heartbeats`, { acknowledged: false });
    await lines();
    await sleep(3_000);
    await lines();
    await dials.put(`${AT}/heartbeats`, { acknowledged: true });
  },
  "an outage longer than the session lives": async ({ dials }, lines) => {
    await dials.put(`${AT}/outage`, { refuses: true });
    await lines();
    await dials.post(`${AT}/forget`);
    await dials.put(`${AT}/outage`, { refuses: false });
    await lines();
  },
  "a restart after the session's end": async ({ daemon, dials }, lines) => {
    await daemon.kill();
    await lines();
    await dials.post(`${AT}/forget`);
    await daemon.start();
  },
};

it.each(Object.entries(TROUBLES))(
  "what members wrote arrives once and in order, whatever becomes of the gateway: %s",
  { timeout: PATIENCE_MS },
  async (name, trouble) => {
    const ground = await openGround();
    await ground.dials.put(`${AT}/heartbeats`, { acknowledged: true, everyMs: 1_000 });
    await ground.daemon.start();
    const talks = await openTalks(ground, 3);
    for (let turn = 0; turn < count("gatewayTroubles"); turn += 1) {
      await ground.dials.put(`${AT}/starts`, { remaining: 1000 });
      await trouble(ground, () => linesOf(ground, talks));
      await until("the gateway is back", () => isReady(ground.daemonUrl), 60_000);
      await linesOf(ground, talks);
      await untilDelivered(ground, talks);
      expect(await verdictOf(ground, talks), `time ${turn}`).toMatchObject(CLEAN);
    }
    const found = inWords(await verdictOf(ground, talks));
    keepFigure({ row: 5, what: name, count: count("gatewayTroubles"), found });
  },
);

async function linesOf(ground: Ground, talks: readonly Talk[]): Promise<void> {
  for (const talk of talks) for (let line = 0; line < 2; line += 1) await write(ground, talk, "to Flex");
}

async function isReady(url: string): Promise<true | undefined> {
  return (await fetch(`${url}/readyz`)).ok || undefined;
}
