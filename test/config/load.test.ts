import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { Failure } from "../../src/domain/failure.ts";
import { faultsOf, least, load, root, writeConfig } from "./source.ts";

describe("a config that is right", () => {
  test("needs three keys; every section may be left blank", () => {
    const { settings, paths } = load(`${least}twilio:\nbridge:\n  handoff:\nassistant:\ntexts:\n`);
    expect(settings.transport).toBe("conversations");
    expect(settings.twilio.taskChannel).toBe("chat");
    expect(settings.bridge.listen).toEqual({ host: "127.0.0.1", port: 8080 });
    expect(settings.bridge.handoff.waitSeconds).toBe(8);
    expect(paths.store).toBe(`${paths.directory}/.flexcord/production.db`);
    expect(paths.knowledge).toBe(`${paths.directory}/knowledge`);
  });

  test("has a store for each environment", () => {
    expect(load(least, {}, "staging").paths.store).toMatch(/\/\.flexcord\/staging\.db$/u);
  });

  test("keeps every digit of an id that was not quoted", () => {
    const text = least.replace('"1042350177233879082"', "1042350177233879082");
    expect(load(text).settings.discord.guild).toBe("1042350177233879082");
  });

  test("reads variables, as numbers where they are not quoted", () => {
    const text = `${least.replace('"1042350177233879082"', "${GUILD}")}bridge:\n  listen:\n    port: \${PORT}\n`;
    const { settings } = load(text, { GUILD: "1042350177233879099", PORT: "9000" });
    expect(settings.discord.guild).toBe("1042350177233879099");
    expect(settings.bridge.listen.port).toBe(9000);
  });

  test("writes $${ for a plain ${", () => {
    const { settings } = load(`${least}assistant:\n  knowledge: "./a-$\${B}"\n`);
    expect(settings.assistant.knowledge).toBe("./a-${B}");
  });

  test("follows aliases", () => {
    const text = `${least}  roles:\n    mod: &mod { permissions: [ManageMessages] }\n    senior: { <<: *mod, name: Senior }\n`;
    expect(faultsOf(text)).toEqual([
      expect.stringContaining("discord.roles.senior.<<: found an unknown key"),
    ]);
    expect(
      load(text.replace("{ <<: *mod, name: Senior }", "*mod")).settings.discord.roles["senior"],
    ).toMatchObject({
      permissions: ["ManageMessages"],
    });
  });

  test.each(["config.example.yaml", "templates/servers/game-community.yaml"])("%s is right", (file) => {
    const env = { DISCORD_GUILD: "1042350177233879082" };
    const config = loadConfig({ file: `${root}/${file}`, environment: "production", env });
    expect(config.settings.version).toBe(1);
  });
});

describe("a config with faults", () => {
  test("is told all of them at once, in the order of the file, each with place, finding, wish and guess", () => {
    const text = [
      "version: 2",
      "projct: nebula",
      "transport: conversation",
      "discord:",
      "  guild: 12345",
      "  roles:",
      "    moderator: { permissions: [MANAGE_MESSAGES], color: blue, hoist: yes }",
      "  channels:",
      "    help: { category: suport }",
      "    news:",
      "      type: txt",
      "      slowmode: 10s",
      "  categories: { support: }",
    ].join("\n");
    expect(faultsOf(text)).toEqual([
      "flexcord.yaml:1:1 project: found nothing, wanted a key of lower-case letters, digits and dashes that starts with a letter",
      "flexcord.yaml:1:10 version: found 2, wanted 1, the only version there is",
      'flexcord.yaml:2:1 projct: found an unknown key, wanted one of version, project, transport, language, memberLanguage, environments, state, discord, twilio, bridge, support, alerts, announcements, assistant, cases, community, texts; did you mean "project"?',
      'flexcord.yaml:3:12 transport: found "conversation", wanted one of conversations, programmable-chat; did you mean "conversations"?',
      "flexcord.yaml:5:10 discord.guild: found 12345, wanted a Discord id of 17 to 20 digits, as `Copy Server ID` gives it",
      'flexcord.yaml:7:32 discord.roles.moderator.permissions.0: found "MANAGE_MESSAGES", wanted the name of a Discord permission; did you mean "ManageMessages"?',
      'flexcord.yaml:7:57 discord.roles.moderator.color: found "blue", wanted a colour such as "#5865f2"',
      'flexcord.yaml:7:70 discord.roles.moderator.hoist: found "yes", wanted true or false',
      'flexcord.yaml:9:23 discord.channels.help.category: found "suport", wanted a key of discord.categories; did you mean "support"?',
      'flexcord.yaml:11:13 discord.channels.news.type: found "txt", wanted one of text, announcement, forum, voice, stage; did you mean "text"?',
      'flexcord.yaml:12:17 discord.channels.news.slowmode: found "10s", wanted a whole number of seconds from 0 to 21600',
    ]);
  });

  test("throws them as one failure", () => {
    const file = writeConfig("version: 2\n");
    const thrown = failureFrom(() => loadConfig({ file, environment: "production", env: {} }));
    expect(thrown.code).toBe("config.invalid");
    expect(thrown.message).toContain("has 3 faults:");
    expect(thrown.fix).toContain("flexcord config check");
  });

  test("an empty file lacks what is required", () => {
    expect(faultsOf("")).toEqual([
      expect.stringMatching(/^flexcord\.yaml:1:1 version: found nothing/u),
      expect.stringMatching(/^flexcord\.yaml:1:1 project: found nothing/u),
      expect.stringMatching(/^flexcord\.yaml:1:1 discord: found nothing, wanted a section of keys/u),
    ]);
  });

  test.each([
    [
      "a key given twice",
      `${least}discord:\n  guild: "1"\n`,
      "flexcord.yaml:5:1: found a key that was already given",
    ],
    ["YAML that is none", "version: 1\n\tproject: x\n", "flexcord.yaml:2:1: found what YAML does not allow"],
    ["a variable in braces", `${least}bridge: { listen: { port: \${P} } }\n`, "no ${NAME} can stand"],
    ["a tag nobody knows", "version: !new 1\n", "flexcord.yaml:1:10: found what YAML does not allow"],
    ["two documents", `${least}---\nversion: 1\n`, "flexcord.yaml:5:1: found what YAML does not allow"],
    ["a list where keys belong", `${least}twilio: []\n`, "twilio: found a list, wanted a section of keys"],
    ["a text where a list belongs", `${least}  ignore: tmp\n`, 'discord.ignore: found "tmp", wanted a list'],
    [
      "a variable that is not set",
      `${least}assistant:\n  knowledge: \${KNOWLEDGE}\n`,
      "flexcord.yaml:6:14 assistant.knowledge: found ${KNOWLEDGE}, wanted the variable KNOWLEDGE to be set",
    ],
  ])("%s", (_, text, message) => {
    expect(faultsOf(text).join("\n")).toContain(message);
  });

  test("aliases that multiply without end are refused, not followed", () => {
    const layers = Array.from(
      { length: 12 },
      (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n}, `.repeat(9)}*l${n}]`,
    );
    const text = `l0: &l0 [x, x]\n${layers.join("\n")}\n`;
    expect(() => faultsOf(text)).toThrow(/cannot be resolved/u);
  });

  test("a file that is not there says what to do", () => {
    const thrown = failureFrom(() =>
      loadConfig({ file: "/no/flexcord.yaml", environment: "production", env: {} }),
    );
    expect(thrown).toMatchObject({ code: "config.invalid", message: "/no/flexcord.yaml does not exist" });
    expect(thrown.fix).toContain("--config");
  });

  test("an environment whose name could not name a file is a usage fault", () => {
    expect(failureFrom(() => load(least, {}, "../prod")).code).toBe("usage.invalid");
  });
});

function failureFrom(act: () => unknown): Failure {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown;
    throw thrown;
  }
  throw new Error("nothing was thrown");
}
