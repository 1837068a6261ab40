import { expect, it } from "vitest";

import type { TapeEntry } from "../../src/demo/control.ts";
import { count, PATIENCE_MS } from "./support/counts.ts";
import { keepFigure } from "./support/figures.ts";
import { openGround } from "./support/ground.ts";
import { sendThrough } from "./support/traffic.ts";
import { CLEAN, inWords } from "./support/verdict.ts";

const RETRY_AFTER_SECONDS = 1;

it(
  "a limited line is not sent again before its time, and none is lost",
  { timeout: PATIENCE_MS },
  async () => {
    const ground = await openGround();
    await ground.daemon.start();
    const limit = { kind: "limit", retryAfter: RETRY_AFTER_SECONDS };
    const verdict = await sendThrough(ground, count("limited"), {
      async begin() {
        const scopes = { user: 0.2, global: 0.1 };
        for (const [scope, probability] of Object.entries(scopes)) {
          await ground.dials.befall({ vendor: "discord", probability, effect: { ...limit, scope } });
        }
        await ground.dials.befall({ vendor: "twilio", probability: 0.3, effect: limit });
      },
      end: () => ground.dials.clear(),
    });
    expect(verdict).toMatchObject(CLEAN);
    const { entries } = await ground.control.tape(0);
    const limited = entries.filter(({ fault }) => fault?.startsWith("limit"));
    expect(limited.length).toBeGreaterThan(0);
    expect(sentTooEarly(entries)).toEqual([]);
    keepFigure({
      row: 7,
      what: "429 with Retry-After for 30 % of requests",
      count: verdict.sent,
      found: `${inWords(verdict)}; ${limited.length} refused so, none sent early`,
    });
  },
);

/** Lines that were sent again while they were told to wait. */
function sentTooEarly(entries: readonly TapeEntry[]): readonly string[] {
  const waits = new Map<string, number>();
  const early: string[] = [];
  for (const { at, ms, method, requestBody, fault } of entries) {
    const line = /line-[\w-]+/u.exec(requestBody)?.[0];
    if (line === undefined || method !== "POST") continue;
    if (at < (waits.get(line) ?? 0)) early.push(line);
    if (fault?.startsWith("limit") === true) waits.set(line, at + ms + RETRY_AFTER_SECONDS * 1000);
  }
  return early;
}
