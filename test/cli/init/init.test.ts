import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import { permissionBits } from "../../../src/domain/permission.ts";
import { startSandbox, type Sandbox } from "../../../src/sandbox/sandbox.ts";
import { openProxy } from "../../provision/proxy.ts";
import { atTerminal, CTRL_C, ENTER } from "../person.ts";
import { flexcord } from "../process.ts";

let sandbox: Sandbox;
let cwd: string;

beforeEach(async () => {
  sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  cwd = mkdtempSync(join(tmpdir(), "flexcord-init-"));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
});

const reach = (url = sandbox.url) => ({
  FLEXCORD_DISCORD_API: sandbox.ready.discord.api.replace(sandbox.url, url),
  FLEXCORD_TWILIO_API: sandbox.ready.twilio.api,
});

const secrets = () => ({
  DISCORD_TOKEN: sandbox.ready.discord.token,
  TWILIO_ACCOUNT_SID: sandbox.ready.twilio.accountSid,
  TWILIO_API_KEY: sandbox.ready.twilio.apiKey,
  TWILIO_API_SECRET: sandbox.ready.twilio.apiSecret,
  TWILIO_AUTH_TOKEN: sandbox.ready.twilio.authToken,
});

const read = (path: string): string => readFileSync(join(cwd, path), "utf8");
const byFlags = ["init", "--template", "game-community", "--project", "nebula"];

describe("init by flags alone", () => {
  test("writes a project that plans, with its secrets for the owner's eyes only", async () => {
    const env = { ...reach(), ...secrets() };
    const { code, stderr } = await flexcord([...byFlags, "--public-url", "http://127.0.0.1:9"], { cwd, env });
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    expect(readdirSync(cwd).toSorted()).toEqual([
      ".env",
      ".github",
      ".gitignore",
      "flexcord.schema.json",
      "flexcord.yaml",
      "knowledge",
    ]);
    expect(statSync(join(cwd, ".env")).mode & 0o777).toBe(0o600);
    expect(parseEnv(read(".env"))).toMatchObject({ ...secrets(), FLEXCORD_PUBLIC_URL: "http://127.0.0.1:9" });
    expect(read("flexcord.yaml")).toMatch(/^# yaml-language-server: \$schema=\.\/flexcord\.schema\.json\n/u);
    expect(read(".gitignore").split("\n")).toEqual(
      expect.arrayContaining([".env", ".flexcord/", "*.lock.json.busy", "*.lock.json.new"]),
    );
    expect(read(".github/workflows/flexcord.yml")).toMatch(/flexcord@\d+\.\d+\.\d+ plan\n/u);
    const { settings } = loadConfig({
      file: join(cwd, "flexcord.yaml"),
      environment: "production",
      env: {},
    });
    expect(settings.state.backend).toBe("twilio-sync");
    expect([settings.project, settings.discord.guild]).toEqual(["nebula", sandbox.ready.discord.guildId]);
    const plan = await flexcord(["plan"], { cwd, env: reach() });
    expect({ code: plan.code, stderr: plan.stderr }).toEqual({ code: 0, stderr: "" });
  });

  test.each([
    [["--ci", "none"], "file"],
    [["--ci", "none", "--state", "twilio-sync"], "twilio-sync"],
    [["--state", "file"], "file"],
  ])("%j keeps what was deployed in: %s", async (flags, backend) => {
    const { code } = await flexcord([...byFlags, ...flags], { cwd, env: { ...reach(), ...secrets() } });
    expect(code).toBe(0);
    const file = join(cwd, "flexcord.yaml");
    expect(loadConfig({ file, environment: "production", env: {} }).settings.state.backend).toBe(backend);
  });

  test("takes secrets from stdin, never from an argument", async () => {
    const lines = Object.entries(secrets()).map(([name, value]) => `${name}=${value}\n`);
    const env = reach();
    const { code } = await flexcord([...byFlags, "--secrets-stdin"], { cwd, env, stdin: lines.join("") });
    expect(code).toBe(0);
    expect(parseEnv(read(".env"))).toMatchObject(secrets());
    const { stdout } = await flexcord(["init", "--help"]);
    expect(stdout).not.toMatch(/--(token|secret |api|auth)/u);
  });

  test.each([
    [["init"], {}, "--template with one of creator-community, game-community"],
    [byFlags, { DISCORD_TOKEN: "" }, "DISCORD_TOKEN in the environment, or --secrets-stdin"],
    [byFlags, { TWILIO_AUTH_TOKEN: "" }, "TWILIO_AUTH_TOKEN in the environment"],
  ])("%j without %j ends with 4, names what is missing, and writes nothing", async (args, without, said) => {
    const { code, stderr } = await flexcord(args, { cwd, env: { ...reach(), ...secrets(), ...without } });
    expect({ code, stderr }).toEqual({ code: 4, stderr: expect.stringContaining(said) });
    expect(readdirSync(cwd)).toEqual([]);
  });

  test.each([
    [{ DISCORD_TOKEN: "a".repeat(60) }, "discord.auth"],
    [{ TWILIO_API_SECRET: "b".repeat(32) }, "twilio.auth"],
    [{ TWILIO_AUTH_TOKEN: "c".repeat(32) }, "Twilio does not accept the auth token"],
  ])("%j is checked at the vendor, and refused with 3", async (wrong, said) => {
    const { code, stderr } = await flexcord(byFlags, { cwd, env: { ...reach(), ...secrets(), ...wrong } });
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(said) });
    expect(readdirSync(cwd)).toEqual([]);
  });

  test("replaces nothing without leave, keeps what it does not know of, and is content with what is there", async () => {
    const env = { ...reach(), ...secrets() };
    writeFileSync(join(cwd, "flexcord.yaml"), "mine: true\n");
    writeFileSync(join(cwd, ".env"), "# kept\nOTHER=1\n");
    writeFileSync(join(cwd, ".gitignore"), "build/");
    const refused = await flexcord(byFlags, { cwd, env });
    expect({ code: refused.code, stderr: refused.stderr }).toEqual({
      code: 4,
      stderr: expect.stringContaining("--overwrite"),
    });
    expect([read("flexcord.yaml"), readdirSync(cwd).length]).toEqual(["mine: true\n", 3]);
    expect((await flexcord([...byFlags, "--overwrite"], { cwd, env })).code).toBe(0);
    expect(read(".env")).toMatch(/^# kept\nOTHER=1\nDISCORD_TOKEN=/u);
    expect(read(".gitignore")).toMatch(/^build\/\n\.env\n/u);
    const secret = parseEnv(read(".env"))["FLEXCORD_SECRET"];
    expect((await flexcord(byFlags, { cwd, env })).code).toBe(0);
    expect(parseEnv(read(".env"))["FLEXCORD_SECRET"]).toBe(secret);
  });

  test("a bot in no server ends with 3 and the link that gives it exactly the rights of the template", async () => {
    const network = await openProxy(sandbox.url);
    network.rules.after = (_, path, body) => (path.includes("/users/@me/guilds") ? "[]" : body);
    const { code, stderr } = await flexcord(byFlags, {
      cwd,
      env: { ...reach(network.url), ...secrets() },
    });
    expect(code).toBe(3);
    const link = /https:\/\/discord\.com\S+/u.exec(stderr)?.[0] ?? "";
    const query = new URL(link).searchParams;
    expect([query.get("client_id"), query.get("scope")]).toEqual([
      sandbox.ready.discord.applicationId,
      "bot applications.commands",
    ]);
    const names = Object.entries(permissionBits).filter(
      ([, bit]) => (BigInt(query.get("permissions") ?? "0") & bit) !== 0n,
    );
    expect(names.map(([name]) => name).toSorted()).toEqual(
      [
        "ViewChannel",
        "ManageChannels",
        "ManageRoles",
        "SendMessages",
        "ManageMessages",
        "ManageThreads",
        "ManageGuild",
        "ReadMessageHistory",
        "PinMessages",
        "CreatePublicThreads",
        "CreatePrivateThreads",
        "SendMessagesInThreads",
        "MentionEveryone",
      ].toSorted(),
    );
  });
});

describe("init by questions", () => {
  test.each([80, 24])("asks again after a wrong answer and says why, %j columns wide", async (columns) => {
    const { token } = sandbox.ready.discord;
    const { accountSid, apiKey, apiSecret, authToken } = sandbox.ready.twilio;
    const person = atTerminal(["init"], { cwd, env: reach(), columns });
    await person.answer("What kind", ENTER);
    await person.answer("DISCORD_TOKEN:", `short${ENTER}`);
    await person.answer("[config.invalid]", "");
    await person.answer("DISCORD_TOKEN:", `${"x".repeat(60)}${ENTER}`);
    await person.answer("[discord.auth]", "");
    await person.answer("DISCORD_TOKEN:", `${token}${ENTER}`);
    await person.answer("TWILIO_ACCOUNT_SID:", `AC${"0".repeat(32)}${ENTER}`);
    await person.answer("TWILIO_API_KEY:", `${apiKey}${ENTER}`);
    await person.answer("TWILIO_API_SECRET:", `${apiSecret}${ENTER}`);
    await person.answer("[twilio.auth]", "");
    await person.answer("TWILIO_ACCOUNT_SID:", `${accountSid}${ENTER}`);
    await person.answer("TWILIO_API_KEY:", `${apiKey}${ENTER}`);
    await person.answer("TWILIO_API_SECRET:", `${"y".repeat(32)}${ENTER}`);
    await person.answer("[twilio.auth]", "");
    await person.answer("TWILIO_ACCOUNT_SID:", ENTER);
    await person.answer("TWILIO_API_KEY:", `${apiKey}${ENTER}`);
    await person.answer("TWILIO_API_SECRET:", `${apiSecret}${ENTER}`);
    await person.answer("TWILIO_AUTH_TOKEN:", `${authToken}${ENTER}`);
    await person.answer("project", ENTER);
    await person.answer("ublic", ENTER);
    await person.answer("State kept", ENTER);
    expect(await person.code).toBe(0);
    expect(parseEnv(read(".env"))).toMatchObject(secrets());
    expect(person.seen()).not.toContain(token);
    expect(person.seen()).not.toContain(apiSecret);
  });

  test("a key or secret that cannot be right is asked for again by itself", async () => {
    const { token } = sandbox.ready.discord;
    const { accountSid, apiKey, apiSecret } = sandbox.ready.twilio;
    const person = atTerminal(["init", "--template", "game-community"], { cwd, env: reach() });
    await person.answer("DISCORD_TOKEN:", `${token}${ENTER}`);
    await person.answer("TWILIO_ACCOUNT_SID:", `${accountSid}${ENTER}`);
    await person.answer("TWILIO_API_KEY:", `SK1${ENTER}`);
    await person.answer("[config.invalid]", "");
    await person.answer("TWILIO_API_KEY:", `${apiKey}${ENTER}`);
    await person.answer("TWILIO_API_SECRET:", `cut${ENTER}`);
    await person.answer("[config.invalid]", "");
    const before = person.seen().length;
    await person.answer("TWILIO_API_SECRET:", `${apiSecret}${ENTER}`);
    await person.answer("TWILIO_AUTH_TOKEN:", CTRL_C);
    expect(await person.code).toBe(130);
    expect(person.seen().slice(before)).not.toMatch(/TWILIO_(?:ACCOUNT_SID|API_KEY):/u);
  });

  test("what a choice means is read in whole words", async () => {
    const person = atTerminal(["init"], { cwd, env: reach(), columns: 80 });
    await person.answer("corners", CTRL_C);
    expect(await person.code).toBe(130);
  });

  test.each(["What kind", "DISCORD_TOKEN:", "TWILIO_API_KEY:", "project", "ublic", "State kept"])(
    "Ctrl+C at %j leaves nothing behind",
    async (question) => {
      const env = { ...reach(), ...secrets() };
      const without = question.endsWith(":") ? { [question.slice(0, -1)]: "" } : {};
      const args = question === "What kind" ? ["init"] : ["init", "--template", "game-community"];
      const person = atTerminal(args, { cwd, env: { ...env, ...without } });
      if (question === "ublic" || question === "State kept") await person.answer("project", ENTER);
      if (question === "State kept") await person.answer("ublic", ENTER);
      await person.answer(question, CTRL_C);
      expect(await person.code).toBe(130);
      expect(readdirSync(cwd)).toEqual([]);
    },
  );

  test("a bot in no server: the link is shown, and somebody who has used it goes on", async () => {
    const network = await openProxy(sandbox.url);
    let invited = false;
    network.rules.after = (_, path, body) => (path.includes("/users/@me/guilds") && !invited ? "[]" : body);
    const env = { ...reach(network.url), ...secrets() };
    const person = atTerminal(byFlags, { cwd, env });
    await person.answer("https://discord.com/oauth2/authorize?", "");
    invited = true;
    await person.answer("Open the link", ENTER);
    await person.answer("ublic", ENTER);
    await person.answer("State kept", ENTER);
    expect(await person.code).toBe(0);
  });
});
