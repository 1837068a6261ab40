import { expect, it } from "vitest";

import { count, isSoak, PATIENCE_MS } from "./support/counts.ts";
import type { Rule } from "./support/dials.ts";
import { keepFigure } from "./support/figures.ts";
import { openGround } from "./support/ground.ts";
import { sendThrough } from "./support/traffic.ts";
import { CLEAN, inWords } from "./support/verdict.ts";

/** How an answer can go wrong. What only ends with a time-out of ours is left to the soak. */
const WRONGS: Readonly<Record<string, object>> = {
  "5xx": { kind: "answer", status: 503 },
  "reset before the work": { kind: "drop", when: "before" },
  "reset after the work": { kind: "drop", when: "after" },
  "half of the JSON": { kind: "truncate" },
  "byte by byte": { kind: "drip", ms: 1 },
  ...(isSoak ? { "no answer at all": { kind: "delay", ms: 40_000, when: "after" } } : {}),
};

it.each(Object.entries(WRONGS))(
  "answers that go wrong: %s",
  { timeout: PATIENCE_MS },
  async (name, effect) => {
    const ground = await openGround();
    await ground.daemon.start();
    const rules: Rule[] = [];
    let broken = 0;
    const verdict = await sendThrough(ground, count("brokenAnswers"), {
      async begin() {
        for (const vendor of ["discord", "twilio"]) {
          rules.push(await ground.dials.befall({ vendor, probability: 0.2, seed: 4, effect }));
          rules.push(
            await ground.dials.befall({ vendor, method: "POST", contains: "line-", count: 2, effect }),
          );
        }
      },
      async end() {
        for (const rule of rules) broken += await rule.struck();
        await ground.dials.clear();
      },
    });
    expect(verdict).toMatchObject(CLEAN);
    const found = `${inWords(verdict)}; ${broken} requests struck`;
    keepFigure({ row: 8, what: `${name}, 20 % of requests`, count: verdict.sent, found });
  },
);

it(
  "writes whose answer was lost are not repeated, long after the nonce was forgotten",
  { timeout: PATIENCE_MS },
  async () => {
    const ground = await openGround();
    await ground.daemon.start();
    await ground.dials.put("/discord/nonces", { rememberedMs: 0 });
    const rules = await Promise.all(
      ["discord", "twilio"].map((vendor) =>
        ground.dials.befall({
          vendor,
          method: "POST",
          contains: "line-",
          count: count("lostAnswers"),
          effect: { kind: "drop", when: "after" },
        }),
      ),
    );
    const verdict = await sendThrough(ground, count("lostAnswers"), {
      begin: () => Promise.resolve(),
      end: () => Promise.resolve(),
    });
    expect(verdict).toMatchObject(CLEAN);
    const struck = await Promise.all(rules.map((rule) => rule.struck()));
    expect(struck).toEqual([count("lostAnswers"), count("lostAnswers")]);
    keepFigure({
      row: 9,
      what: "done and the answer lost, nonces forgotten",
      count: verdict.sent,
      found: inWords(verdict),
    });
  },
);
