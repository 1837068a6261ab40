import { expect, test } from "vitest";

import type { Resource, Spec } from "../../../src/domain/blueprint.ts";
import { seeded, type Random } from "../../random.ts";
import { changesOf } from "../../provision/round.ts";
import { category, channel, command, openServer, role, toCategory, toRole } from "./server.ts";

/** `npm run soak -- deploy` deploys 500 pairs; a plain run a few of them. */
const PAIRS = process.env["FLEXCORD_SOAK"] === undefined ? 12 : 500;

/** Any of a few things of each kind, each in one of a few ways, in any order. */
function blueprint(random: Random): readonly Resource[] {
  const some = (keys: readonly string[]) =>
    keys
      .filter(() => random.whole(10) < 7)
      .map((key) => ({ key, by: random.whole(1000) }))
      .sort((a, b) => a.by - b.by)
      .map(({ key }) => key);
  const maybe = () => random.whole(2) === 0;
  const roles = some(["chief", "helper", "guest"]);
  const categories = some(["front", "back"]);
  const rules = (): Spec => [
    { target: "everyone", allow: [], deny: random.pick([["SendMessages"], ["AddReactions", "Speak"]]) },
    ...roles.filter(maybe).map((key) => ({ target: toRole(key), allow: ["ViewChannel"], deny: [] })),
  ];
  const parents = [null, ...categories];
  return [
    ...roles.map((key, order) =>
      role(key, order, {
        color: random.pick([null, "#112233", "#5865f2"]),
        permissions: random.pick([[], ["ManageMessages"], ["ViewChannel", "SendMessages"]]),
        hoist: maybe(),
      }),
    ),
    ...categories.map((key, order) => category(key, order, { overwrites: maybe() ? rules() : [] })),
    ...some(["a", "b", "c", "d", "e"]).map((key, order) => {
      const parent = random.pick(parents);
      return channel(key, order, {
        category: parent === null ? null : toCategory(parent),
        type: key === "e" ? "voice" : "text",
        overwrites: maybe() ? rules() : [],
        slowmode: key === "e" ? 0 : random.pick([0, 5, 60]),
        nsfw: maybe(),
      });
    }),
    ...some(["bug", "wish"]).map((key) =>
      command(key, {
        description: random.pick(["One", "Another"]),
        defaultPermissions: random.pick([null, ["ManageMessages"]]),
      }),
    ),
  ].map((item) => ({ ...item, protected: false }));
}

test(`any blueprint after any other, pruned or not, ends in an empty plan and touches nothing of others (${PAIRS} pairs)`, async () => {
  const random = seeded();
  const { seed } = random;
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const { plan, apply, deploy, stranger } = await openServer();
    const theirs = [
      role("theirs", 0, { color: "#abcdef" }),
      category("their-place", 0),
      channel("their-channel", 0, { category: toCategory("their-place"), topic: "untouched" }),
    ];
    const them = stranger();
    await them.deploy(theirs);
    const [first, second] = [blueprint(random), blueprint(random)];
    const made = await deploy(first);
    expect({ seed, pair, failed: made.result.failed, left: changesOf(made.after) }).toEqual({
      seed,
      pair,
      failed: [],
      left: [],
    });
    const options = { prune: random.whole(2) === 0 };
    const { failed } = await apply(await plan(second, options));
    expect({ seed, pair, failed, left: changesOf(await plan(second, options)) }).toEqual({
      seed,
      pair,
      failed: [],
      left: [],
    });
    const kept = (await them.plan(theirs)).steps.filter(({ action }) => action !== "keep");
    expect({ seed, pair, kept }).toEqual({ seed, pair, kept: [] });
  }
  if (PAIRS > 100) process.stdout.write(`${PAIRS} pairs of blueprints, seed ${seed}\n`);
}, 3_600_000);
