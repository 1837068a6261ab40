import { expect, test } from "vitest";

import type { Resource } from "../../../src/domain/blueprint.ts";
import type { ApplyResult } from "../../../src/provision/apply/apply.ts";
import { rule } from "../../discord/targets/everything.ts";
import { category, channel, role, toCategory, toChannel } from "../../discord/targets/server.ts";
import { changesOf } from "../../provision/round.ts";
import { resource } from "../../provision/shelf.ts";
import { seeded } from "../../random.ts";
import { anyBlueprint, wholeBlueprint } from "./blueprints.ts";
import { openBoth } from "./both.ts";

/** `npm run soak -- deploy` deploys 500 pairs; a plain run a few of them. Each pair has a seed of its own. */
const PAIRS = Number(process.env["FLEXCORD_PAIRS"] ?? 12);
const { seed: first } = seeded();
const seeds = Array.from({ length: PAIRS }, (_, index) => first + index);

/** What somebody else keeps beside ours, some of it in the very same places. */
const theirs: readonly Resource[] = [
  role("theirs", 0, { color: "#abcdef" }),
  category("their-place", 0),
  channel("their-channel", 0, { category: toCategory("their-place"), topic: "untouched" }),
  resource("discord.webhook", "their-webhook", { channel: toChannel("their-channel") }),
  rule("their-rule", { trigger: "keywords", keywords: ["theirs"] }),
  resource("twilio.activity", "their-activity", { available: false }),
  resource("twilio.queue", "their-queue", { targetWorkers: "1==1" }),
  resource("twilio.event-sink", "their-sink", { url: "https://theirs.example/events" }),
  resource("twilio.flex-configuration", "theirs", {
    settings: {
      ui_attributes: { theme: { isLight: true }, componentProps: { TaskList: { compact: true } } },
    },
  }),
];

const NOTHING = { failed: [], left: [] };

const failuresOf = ({ failed }: ApplyResult) =>
  failed.map(({ step, failure }) => `${step.noun} ${step.key}: ${failure.message}`);

test.each(seeds)(
  "a blueprint after another, pruned or not, ends in an empty plan and touches nothing of others (seed %i)",
  async (seed) => {
    const random = seeded(seed);
    const { plan, apply, deploy, stranger } = await openBoth();
    const them = stranger();
    await them.deploy(theirs);
    const others = new Set((await plan(wholeBlueprint(random))).unmanaged.map(({ id }) => id));
    const [one, other] = [anyBlueprint(random), anyBlueprint(random)];
    const made = await deploy(one);
    expect({ failed: failuresOf(made.result), left: changesOf(made.after) }).toEqual(NOTHING);
    const options = { prune: random.whole(2) === 0 };
    const changed = await apply(await plan(other, options));
    expect({ failed: failuresOf(changed), left: changesOf(await plan(other, options)) }).toEqual(NOTHING);
    const { unmanaged } = await plan(wholeBlueprint(random), { adopt: true });
    expect(unmanaged.filter(({ id }) => !others.has(id))).toEqual([]);
    expect(changesOf(await them.plan(theirs))).toEqual([]);
  },
);
