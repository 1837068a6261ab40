import type { Resource } from "../../../src/domain/blueprint.ts";
import type { Random } from "../../random.ts";
import { discordBlueprint } from "./blueprints/discord.ts";
import { dice, type Dice } from "./blueprints/dice.ts";
import { twilioBlueprint } from "./blueprints/twilio.ts";

/** Any of a few things of each kind, each in one of a few ways, under one of two keys, in any order. */
export function anyBlueprint(random: Random): readonly Resource[] {
  return rolled(dice(random));
}

/** Something of everything, so that everything is read. */
export function wholeBlueprint(random: Random): readonly Resource[] {
  return rolled({ ...dice(random), some: (keys) => keys });
}

const rolled = (thrown: Dice): readonly Resource[] =>
  [...discordBlueprint(thrown), ...twilioBlueprint(thrown)].map((item) => ({ ...item, protected: false }));
