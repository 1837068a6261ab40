import { describe, expect, test } from "vitest";
import { toBlueprint } from "../../src/config/blueprint.ts";
import { describeFault } from "../../src/config/fault.ts";
import { checkConfig } from "../../src/config/load.ts";
import { least, load, writeConfig } from "./source.ts";

const text = `${least}  channels:
    help:
      topic: Ask here
      slowmode: 5
environments:
  staging:
    discord:
      guild: "\${STAGING_GUILD}"
      channels:
        help:
          topic: Try it out
        tests: {}
  eu:
    discord:
      guild: "1042350177233879099"
`;
const env = { STAGING_GUILD: "1042350177233879083" };

describe("an environment", () => {
  test("is the file with its own keys over it, and may be another server", () => {
    const staging = load(text, env, "staging");
    expect(staging.settings.discord.guild).toBe(env.STAGING_GUILD);
    expect(staging.settings.discord.channels).toMatchObject({
      help: { topic: "Try it out", slowmode: 5 },
      tests: { type: "text" },
    });
    const production = load(text, env);
    expect(production.settings.discord.guild).toBe("1042350177233879082");
    expect(Object.keys(production.settings.discord.channels)).toEqual(["help"]);
    expect(load(text, env, "eu").settings.discord.channels["help"]?.topic).toBe("Ask here");
  });

  test("points at the line that says so, its own or the common one", () => {
    const resources = toBlueprint(load(text, env, "staging"), { publicUrl: "https://x.example" }).resources;
    const lineOf = (key: string) => resources.find((item) => item.key === key)?.origin.line;
    expect(lineOf("tests")).toBe(16);
    expect(lineOf("help")).toBe(14);
    expect(load(text, env).origin(["discord", "channels", "help"]).line).toBe(6);
  });

  test("needs its own variables only, and none that it says otherwise", () => {
    const several = text.replace('"1042350177233879082"', '"${MAIN_GUILD}"');
    expect(several).toContain("MAIN_GUILD");
    expect(load(several, env, "staging").settings.discord.guild).toBe(env.STAGING_GUILD);
    expect(load(several, { MAIN_GUILD: "1042350177233879084" }).settings.discord.guild).toBe(
      "1042350177233879084",
    );
    const file = writeConfig(several);
    const missing = (environment: string) =>
      checkConfig({ file, environment, env: {} }).faults.map(({ found }) => found);
    expect(missing("production")).toEqual(["${MAIN_GUILD}"]);
    expect(missing("staging")).toEqual(["${STAGING_GUILD}"]);
    expect(missing("eu")).toEqual([]);
  });

  test("has its faults where they are written", () => {
    const file = writeConfig(text.replace("topic: Try it out", "topik: Try it out"));
    const { faults } = checkConfig({ file, environment: "staging", env });
    expect(faults.map((fault) => describeFault(fault).replace(file, "f"))).toEqual([
      expect.stringContaining(
        "f:15:11 environments.staging.discord.channels.help.topik: found an unknown key",
      ),
    ]);
    expect(checkConfig({ file, environment: "eu", env }).faults).toEqual([]);
  });

  test("that the file does not describe is a usage fault naming those it does", () => {
    expect(() => load(text, env, "stagin")).toThrow(
      expect.objectContaining({
        code: "usage.invalid",
        fix: expect.stringContaining("production, staging, eu") as string,
      }) as Error,
    );
  });
});
