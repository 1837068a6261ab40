import { expect, test } from "vitest";

import type { Resource } from "../../src/domain/blueprint.ts";
import { Failure } from "../../src/domain/failure.ts";
import { isEmpty } from "../../src/provision/plan/plan.ts";
import { seeded, type Random } from "../random.ts";
import { category, channel, open, queue, workflow } from "./fixtures.ts";

/** Any of the channels in any order, each as something else; sometimes without the workflow. */
function blueprint(random: Random): readonly Resource[] {
  const keys = ["a", "b", "c", "d", "e"].filter(() => random.whole(10) < 7);
  const order = keys.map((key) => ({ key, by: random.whole(1000) })).sort((a, b) => a.by - b.by);
  const channels = order.map(({ key }, index) =>
    channel(key, index, {
      name: random.whole(5) === 0 ? `${key} renamed` : key,
      topic: random.pick([null, "one", "two"]),
    }),
  );
  return [category, ...channels, queue, ...(random.whole(2) === 0 ? [workflow] : [])];
}

test("any blueprint after any other, cut off anywhere on the way, ends in an empty plan and doubles nothing", async () => {
  const random = seeded();
  const { seed } = random;
  for (let pair = 0; pair < 60; pair += 1) {
    const { shelf, plan, apply, deploy } = open();
    const theirs = shelf.put("discord.channel", { name: "theirs", topic: "untouched" });
    const keysEver = new Set<string>();
    for (const wanted of [blueprint(random), blueprint(random), blueprint(random)]) {
      for (const item of wanted) keysEver.add(`${item.kind}:${item.key}`);
      const moment = random.pick(["before", "after"]);
      let lucky = random.whole(6);
      shelf.interfere = (now) => {
        if (now !== moment) return;
        lucky -= 1;
        if (lucky < 0) throw new Failure("network.timeout", "Silence.");
      };
      await apply(await plan(wanted));
      shelf.interfere = () => undefined;
      const { result, after } = await deploy(wanted);
      expect({ seed, failed: result.failed, empty: isEmpty(after) }).toEqual({
        seed,
        failed: [],
        empty: true,
      });
    }
    expect({ seed, doubled: shelf.items.size > keysEver.size + 1 }).toEqual({ seed, doubled: false });
    expect({ seed, theirs: shelf.items.get(theirs)?.fields }).toMatchObject({
      theirs: { name: "theirs", topic: "untouched" },
    });
  }
});
