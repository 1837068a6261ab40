import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { readEnvironment } from "../../src/config/environment.ts";
import { loadSecrets } from "../../src/config/secrets.ts";
import { faultsOf, least, writeConfig } from "./source.ts";

// Made up, in the vendors' shapes; put together here so that no scanner takes them for real ones.
const token = ["MTk4NjIyNDgzNDcxOTI1MjQ4", "Cl2FMQ", "ZnCjm1XVW7vRze4b7Cq4se7kKWs"].join(".");
const hex = "0123456789abcdef".repeat(2);
const values = {
  DISCORD_TOKEN: token,
  TWILIO_ACCOUNT_SID: `AC${hex}`,
  TWILIO_API_KEY: `SK${hex}`,
  TWILIO_API_SECRET: "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE",
  TWILIO_AUTH_TOKEN: hex,
} as const;

describe("a secret in the YAML", () => {
  test.each(Object.entries(values))("is refused by its looks: %s", (variable, value) => {
    for (const written of [value, "${SOME}"]) {
      const said = faultsOf(`${least}assistant:\n  knowledge: "${written}"\n`, { SOME: value }).join("\n");
      expect(said).toContain(`assistant.knowledge: found`);
      expect(said).toContain(`as ${variable}, and nothing here`);
      expect(said).not.toContain(value);
    }
  });

  test.each(Object.values(values))("is not shown by what is wrong with the YAML around it", (value) => {
    for (const text of [
      `a: [\n x: "${value}"\n`,
      `a: b\n${value}\n`,
      `{ a: ${value} b }`,
      `? ${value}\n- x`,
    ]) {
      const said = faultsOf(text).join("\n");
      expect(said).not.toBe("");
      expect(said).not.toContain(value);
    }
  });

  test.each([
    ["discord:\n  token: short", "DISCORD_TOKEN"],
    ["twilio:\n  authToken: short", "TWILIO_AUTH_TOKEN"],
    ["twilio:\n  api_secret: short", "TWILIO_API_SECRET"],
    ["secret: short", "FLEXCORD_SECRET"],
  ])("is refused by the key's name: %j", (lines, variable) => {
    const said = faultsOf(`version: 1\nproject: nebula\n${lines}\n`).join("\n");
    expect(said).toContain(`found a secret, wanted it in the environment or in .env, as ${variable}`);
  });

  test("cannot be fetched in through a variable either", () => {
    const said = faultsOf(`${least}assistant:\n  knowledge: \${DISCORD_TOKEN}\n`, values).join("\n");
    expect(said).toContain("assistant.knowledge: found ${DISCORD_TOKEN}, wanted no secret here");
    expect(said).not.toContain(token);
  });

  test("is not seen in harmless words", () => {
    const lines =
      "  channels:\n    secret-room:\n      topic: The token of the week is passwords and ACORN.\n";
    expect(faultsOf(`${least}${lines}`)).toEqual([]);
  });
});

describe("loadSecrets", () => {
  test("gives what is asked for, trimmed", () => {
    const env = { ...values, DISCORD_TOKEN: ` ${token}\n` };
    expect(loadSecrets(env, ["DISCORD_TOKEN", "TWILIO_API_KEY"])).toEqual({
      DISCORD_TOKEN: token,
      TWILIO_API_KEY: values.TWILIO_API_KEY,
    });
  });

  test("names all that is missing at once, with where to get each", () => {
    const wanted = [...(Object.keys(values) as (keyof typeof values)[]), "FLEXCORD_SECRET"] as const;
    expect(() => loadSecrets({ DISCORD_TOKEN: "" }, wanted)).toThrow(
      expect.objectContaining({
        code: "config.secret-missing",
        message: expect.stringMatching(
          /DISCORD_TOKEN is not set\. .*developers.*\n.*TWILIO_ACCOUNT_SID.*\n.*TWILIO_API_KEY.*\n.*TWILIO_API_SECRET.*\n.*TWILIO_AUTH_TOKEN.*\n.*FLEXCORD_SECRET is not set\. .*openssl/u,
        ),
      }),
    );
  });

  test("says when two were swapped, without showing either", () => {
    const env = { TWILIO_ACCOUNT_SID: values.TWILIO_API_KEY, TWILIO_API_KEY: values.TWILIO_ACCOUNT_SID };
    expect(() => loadSecrets(env, ["TWILIO_ACCOUNT_SID", "TWILIO_API_KEY"])).toThrow(
      expect.objectContaining({
        code: "config.invalid",
        message: expect.not.stringContaining(hex),
      }),
    );
  });
});

describe("the environment", () => {
  test("is the process's over that of .env", () => {
    const folder = dirname(writeConfig(least));
    writeFileSync(join(folder, ".env"), '# comment\nONE=file\nTWO="in file"\n');
    expect(readEnvironment(folder, { ONE: "process" })).toEqual({ ONE: "process", TWO: "in file" });
  });

  test("needs no .env", () => {
    expect(readEnvironment("/no/such/folder", { ONE: "1" })).toEqual({ ONE: "1" });
  });
});
