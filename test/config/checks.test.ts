import { describe, expect, test } from "vitest";
import { faultsOf, least } from "./source.ts";

const under = (section: string, lines: readonly string[]): string =>
  `${least}  ${section}:\n${lines.map((line) => `    ${line}\n`).join("")}`;

describe("permissions", () => {
  test.each([
    [
      "a role nobody declared",
      ["help: { permissions: { moderatr: {} } }"],
      "permissions.moderatr: found no role of this key",
    ],
    [
      "allowed and denied at once",
      ["help: { permissions: { everyone: { allow: [Speak], deny: [Speak] } } }"],
      "found Speak, which is also allowed",
    ],
    [
      "the bot shut out",
      ["help: { permissions: { bot: { deny: [ViewChannel] } } }"],
      "wanted a place flexcord itself can see",
    ],
  ])("%s", (_, lines, message) => {
    expect(faultsOf(under("channels", lines)).join("\n")).toContain(message);
  });

  test("a role cannot be called what permissions call somebody else", () => {
    expect(faultsOf(under("roles", ["bot: {}"])).join("\n")).toContain(
      'discord.roles.bot: found the key "bot"',
    );
  });
});

describe("channels", () => {
  test.each([
    [
      "a name Discord would change",
      ["a: { name: Bug Report }"],
      'wanted it as Discord would store it, "bug-report"',
    ],
    ["a name with punctuation", ["a: { name: what? }"], 'wanted it as Discord would store it, "what"'],
    [
      "twins",
      ["a: { name: help }", "help: {}"],
      "discord.channels.help: found the same name as discord.channels.a",
    ],
    ["tags on a text channel", ["a: { tags: [x] }"], "found tags on a text channel"],
    ["a tag twice", ["a: { type: forum, tags: [x, x] }"], "found a tag given twice"],
    ["a topic on a voice channel", ["a: { type: voice, topic: x }"], "found a topic on a voice channel"],
    ["a topic too long", [`a: { topic: ${"x".repeat(1025)} }`], "wanted a text of at most 1024 characters"],
    [
      "too many",
      Array.from({ length: 501 }, (_, n) => `c${n}: {}`),
      "found 501 of them, wanted at most the 500",
    ],
  ])("%s", (_, lines, message) => {
    const faults = faultsOf(under("channels", lines));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(message);
  });

  test.each([
    ["voice channels keep their spelling", ["a: { type: voice, name: Chill Out }"]],
    ["letters of every script are names", ["a: { name: помощь-助け }"]],
    ["a forum's guidelines may be long", [`a: { type: forum, topic: ${"x".repeat(4000)} }`]],
  ])("%s", (_, lines) => {
    expect(faultsOf(under("channels", lines))).toEqual([]);
  });

  test("the same name in two categories is no twin", () => {
    const text = under("channels", ["a: { name: help, category: x }", "help: { category: y }"]);
    expect(faultsOf(`${text}  categories:\n    x:\n    y:\n`)).toEqual([]);
  });

  test("a category holds fifty channels", () => {
    const lines = Array.from({ length: 51 }, (_, n) => `c${n}: { category: x }`);
    const faults = faultsOf(`${under("channels", lines)}  categories:\n    x:\n`);
    expect(faults).toEqual([
      expect.stringContaining('discord.channels.c50.category: found one more channel in "x"'),
    ]);
  });
});

describe("commands", () => {
  test.each([
    ["a slash command nobody describes", ["rules: {}"], "discord.commands.rules: found no description"],
    [
      "a described user command",
      ["who: { type: user, description: x }"],
      "wanted neither description nor options",
    ],
    [
      "contexts of a guild command",
      ["a: { description: x, scope: guild, contexts: [server] }"],
      "contexts: found contexts",
    ],
    [
      "a slash command in capitals",
      ["a: { description: x, name: Rules }"],
      "wanted a slash command in lower case",
    ],
    ["helpme on the server only", ["helpme: { scope: guild }"], "wanted helpme as a global slash command"],
    [
      "twins",
      ["a: { description: x, name: helpme }", "helpme:"],
      "found the same name as discord.commands.a",
    ],
    [
      "a required option after an optional one",
      [
        "a: { description: x, options: [{ name: b, description: x }, { name: c, description: x, required: true }] }",
      ],
      "options.1: found a required option after an optional one",
    ],
    [
      "twenty-six choices that are not completed",
      [
        `a: { description: x, options: [{ name: b, description: x, choices: [${Array.from({ length: 26 }, (_, n) => `c${n}`).join(", ")}] }] }`,
      ],
      "options.0.choices: found more than 25 choices",
    ],
    [
      "an option that nobody types, completed",
      ["a: { description: x, options: [{ name: b, description: x, type: boolean, autocomplete: true }] }"],
      "options.0.autocomplete: found autocomplete",
    ],
    [
      "sixteen user commands",
      Array.from({ length: 16 }, (_, n) => `u${n}: { type: user }`),
      "found more than 15 of its type",
    ],
  ])("%s", (_, lines, message) => {
    const faults = faultsOf(under("commands", lines));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(message);
  });
});

describe("texts", () => {
  test.each([
    ["an id that is nearly one", "texts:\n  greting: Hi", /texts\.greting: found no sentence of this id/u],
    [
      "a placeholder nobody fills",
      "texts:\n  greeting: Hi {nobody}",
      /texts\.greeting: found a sentence that cannot be used, wanted one that can/u,
    ],
    [
      "a wrong id in another language",
      "texts:\n  fr:\n    greting: Salut",
      /texts\.fr\.greting: found no sentence of this id/u,
    ],
    [
      "a language flexcord does not speak",
      "texts:\n  nl:\n    greeting: Hoi",
      /texts\.nl: found sentences of a language that flexcord does not speak, wanted one of en, fr/u,
    ],
  ])("%s", (_, lines, message) => {
    expect(faultsOf(`${least}${lines}\n`)).toEqual([expect.stringMatching(message)]);
  });
});

describe("alerts", () => {
  test.each([
    [
      "an address without TLS",
      "webhook: http://alerts.example.com/x",
      "flexcord.yaml:6:12 alerts.webhook: ",
      "an https address",
    ],
    ["an address with a password", "webhook: https://me:pass@example.com/", "6:12", "an https address"],
    ["no address", "webhook: alerts.example.com", "6:12", "an https address"],
    [
      "an unknown channel",
      "channel: stuff",
      "flexcord.yaml:6:12 alerts.channel: ",
      "a key of discord.channels",
    ],
    ["a threshold of nothing", "gatewayDownSeconds: 0", "6:23", "from 1 to 86400"],
  ])("%s is refused with its place", (_, line, place, wanted) => {
    const [fault, ...others] = faultsOf(`${least}alerts:\n  ${line}\n`);
    expect(others).toEqual([]);
    expect(fault).toContain(place);
    expect(fault).toContain(wanted);
  });

  test.each(["https://alerts.example.com", "https://a.example:8443/x?y=z", "http://127.0.0.1:9000/alerts"])(
    "%s is taken",
    (url) => {
      expect(faultsOf(`${least}alerts:\n  webhook: ${url}\n`)).toEqual([]);
    },
  );
});

test("who may announce has a channel to announce in", () => {
  const announcing = (section: string, more = "") =>
    faultsOf(`${least}  channels:\n    ${section}: {}\ncommunity:\n  announce: true\n${more}`);
  expect(announcing("news")).toEqual([
    'flexcord.yaml:8:13 community.announce: found "announcements", wanted a key of discord.channels',
  ]);
  expect(announcing("announcements")).toEqual([]);
  expect(announcing("news", "announcements:\n  channel: news\n")).toEqual([]);
});

test("a channel in a category that is not there is not called one that everybody sees", () => {
  const desk = (facts: string) =>
    faultsOf(`${least}  channels:\n    desk: { ${facts} }\ncommunity:\n  reports: { channel: desk }\n`);
  expect(desk("category: taem")).toEqual([expect.stringContaining("channels.desk.category")]);
  expect(desk("topic: Reports")).toEqual([expect.stringContaining("a channel that everybody sees")]);
});
