import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { localesOf } from "../../src/config/blueprint/command-words.ts";
import { toBlueprint } from "../../src/config/blueprint.ts";
import type { Config } from "../../src/config/config.ts";
import { loadConfig } from "../../src/config/load.ts";
import { commandWords } from "../../src/texts/command-words.ts";
import { least, load, root } from "./source.ts";

const publicUrl = "https://support.example.com";
const wanted = Object.values(localesOf).flat();

type Words = Readonly<Record<string, string>>;

interface Worded {
  readonly name: string;
  readonly description?: string;
  readonly nameLocalizations?: Words;
  readonly descriptionLocalizations?: Words;
  readonly options?: readonly Worded[];
}

const commandsOf = (config: Config): ReadonlyMap<string, Worded> =>
  new Map(
    toBlueprint(config, { publicUrl })
      .resources.filter(({ kind }) => kind === "discord.command")
      .map(({ key, spec }) => [key, spec as unknown as Worded]),
  );

/** What members of a language that flexcord speaks would read in another one. */
function unsaid(where: string, words: Worded): readonly string[] {
  const { name, description = "", options = [] } = words;
  const missing = (part: string, plain: string, localized: Words = {}) =>
    plain === ""
      ? []
      : wanted.filter((locale) => localized[locale] === undefined).map((one) => `${where} ${part} ${one}`);
  return [
    ...missing("name", name, words.nameLocalizations),
    ...missing("description", description, words.descriptionLocalizations),
    ...options.flatMap((option) => unsaid(`${where} ${option.name}`, option)),
  ];
}

const unsaidIn = (config: Config) => [...commandsOf(config)].flatMap(([key, words]) => unsaid(key, words));

const communityOn = `community:
  bug: { channel: bugs }
  feature: { channel: bugs }
  reports: { channel: desk }
  announce: true
`;
const channels =
  "  channels:\n    announcements: {}\n    bugs: {}\n    desk: { permissions: { everyone: { deny: [ViewChannel] } } }\n";

describe("the commands of flexcord", () => {
  test("are said in every language it speaks, those that sections bring with them too", () => {
    const config = load(least + channels + communityOn);
    expect([...commandsOf(config).keys()].toSorted()).toEqual(Object.keys(commandWords).toSorted());
    expect(unsaidIn(config)).toEqual([]);
  });

  const servers = readdirSync(`${root}/templates/servers`);
  test.each(servers)("are said in every language by the template %s", (server) => {
    const env = { DISCORD_GUILD: "1042350177233879082" };
    const file = `${root}/templates/servers/${server}`;
    expect(unsaidIn(loadConfig({ file, environment: "production", env }))).toEqual([]);
  });

  test("one of the file that is not translated is found, with its options", () => {
    const map = "    map:\n      description: Shows the map\n      nameLocalizations: { de: karte }\n";
    const option = "      options:\n        - { name: zone, description: Where }\n";
    const found = unsaidIn(load(`${least}  commands:\n${map}${option}`));
    const others = wanted.filter((locale) => locale !== "de");
    expect(found).toEqual([
      ...others.map((locale) => `map name ${locale}`),
      ...wanted.map((locale) => `map description ${locale}`),
      ...wanted.map((locale) => `map zone name ${locale}`),
      ...wanted.map((locale) => `map zone description ${locale}`),
    ]);
  });
});

describe("a command of flexcord that the file words differently", () => {
  const helpme = (lines: string) =>
    commandsOf(load(`${least}  commands:\n    helpme: { ${lines} }\n`)).get("helpme");
  const ours = () => commandsOf(load(least)).get("helpme");

  test("is translated by the file alone, as far as it is worded differently", () => {
    expect(helpme("description: Ask us")).toEqual({
      ...ours(),
      description: "Ask us",
      descriptionLocalizations: {},
    });
    expect(helpme("name: support")).toEqual({ ...ours(), name: "support", nameLocalizations: {} });
  });

  test("has the translations of the file in place of ours", () => {
    expect(helpme("nameLocalizations: { de: bitte }")).toEqual({
      ...ours(),
      nameLocalizations: { de: "bitte" },
    });
    expect(helpme("nameLocalizations: {}")).toEqual({ ...ours(), nameLocalizations: {} });
  });
});
