import { describe, expect, test } from "vitest";
import { examineInstallation, type Result } from "../../../src/app/doctor/doctor.ts";
import { probeAccounts, type LiveResult } from "../../../src/app/doctor/live.ts";
import { loadAddresses } from "../../../src/config/addresses.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import { openStage, type Stage } from "../../journey/support/stage.ts";

function installation(stage: Stage, changes: Readonly<Record<string, string>> = {}, signal?: AbortSignal) {
  const environment = { ...stage.env, ...changes };
  return {
    config: loadConfig({
      file: `${stage.folder}/flexcord.yaml`,
      environment: "production",
      env: environment,
    }),
    environment,
    addresses: loadAddresses(environment),
    version: "0.0.0",
    clock: systemClock,
    signal: signal ?? new AbortController().signal,
  };
}

const examine = (stage: Stage, changes: Readonly<Record<string, string>> = {}) =>
  examineInstallation(installation(stage, changes));

/** What is not in order, by id. */
const wrong = (results: readonly Result[]) =>
  Object.fromEntries(results.filter(({ state }) => state !== "ok").map(({ id, state }) => [id, state]));

const found = (results: readonly Result[], id: string) => results.find((result) => result.id === id)?.found;

/** Writes to a vendor since the start. */
async function writes(stage: Stage): Promise<number> {
  const answer = await fetch(`${stage.sandbox.url}/control/tape?limit=10000`);
  const { entries } = (await answer.json()) as { entries: { vendor: string; method: string }[] };
  return entries.filter(
    ({ vendor, method }) => vendor !== "callback" && /POST|PUT|PATCH|DELETE/u.test(method),
  ).length;
}

describe("an installation", () => {
  test("that is in order is found so, daemon or not, and nothing is written", async () => {
    const stage = await openStage();
    const before = await examine(stage);
    expect(wrong(before)).toEqual({
      "role-order": "skipped",
      "studio-drift": "skipped",
      drift: "skipped",
      desk: "skipped",
    });
    expect(found(before, "store")).toContain("none yet");
    await stage.deploy();
    const already = await writes(stage);
    const idle = await examine(stage);
    expect(wrong(idle)).toEqual({ desk: "skipped" });
    expect(found(idle, "webhook")).toContain("no daemon runs");
    expect(await writes(stage)).toBe(already);
    await stage.startDaemon();
    const running = await examine(stage);
    expect(wrong(running)).toEqual({});
    expect(found(running, "webhook")).toContain("the running daemon");
    expect(found(running, "desk")).toContain("/desk leads to it");
  });

  test.each([
    [{ DISCORD_TOKEN: "x".repeat(60) }, "discord-token", "discord.auth"],
    [{ TWILIO_API_SECRET: "x".repeat(32) }, "twilio-key", "twilio.auth"],
    [{ TWILIO_AUTH_TOKEN: "x".repeat(32) }, "twilio-auth-token", "twilio.auth"],
    [{ FLEXCORD_PUBLIC_URL: "" }, "webhook", "config.public-url-missing"],
    [{ FLEXCORD_PUBLIC_URL: "http://127.0.0.1:1" }, "webhook", "network.unreachable"],
  ])("with %j fails at %s, and there alone", async (changes, id, code) => {
    const stage = await openStage();
    const wanting = (await examine(stage, changes)).filter(({ state }) => state === "failed");
    expect(wanting).toMatchObject([{ id, code, fix: expect.any(String) }]);
  });

  test("whose daemon signs with another token is told so by the round trip", async () => {
    const stage = await openStage();
    await stage.deploy();
    await stage.startDaemon();
    const results = await examine(stage, { TWILIO_AUTH_TOKEN: "f".repeat(32) });
    expect(results.find(({ id }) => id === "webhook")).toMatchObject({ code: "webhook.signature" });
  });

  test("whose database was sealed with another secret is told so", async () => {
    const stage = await openStage();
    await stage.deploy();
    const daemon = await stage.startDaemon();
    await daemon.stop();
    const results = await examine(stage, { FLEXCORD_SECRET: "quite another secret, long enough" });
    expect(results.find(({ id }) => id === "store")).toMatchObject({ code: "store.wrong-secret" });
  });

  test("in which staff cannot come back from signing in is told the address that is missing", async () => {
    const stage = await openStage({ yaml: "  desk:\n    staff: [moderator]\n" });
    const desk = async (changes: Readonly<Record<string, string>>) =>
      (await examine(stage, changes)).find(({ id }) => id === "desk");
    expect(await desk({})).toMatchObject({ state: "failed", code: "config.secret-missing" });
    const changes = { DISCORD_CLIENT_SECRET: stage.sandbox.ready.discord.clientSecret };
    const redirect = `${stage.env["FLEXCORD_PUBLIC_URL"]}/desk/signed-in`;
    const missing = await desk(changes);
    expect(missing).toMatchObject({ state: "failed", code: "config.invalid" });
    expect(missing?.found).toContain(redirect);
    await fetch(`${stage.sandbox.url}/control/discord/redirects`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ uris: [redirect] }),
    });
    expect(await desk(changes)).toMatchObject({ state: "skipped" });
  });

  test("in which somebody changed the flow, and registered a command a second time", async () => {
    const stage = await openStage();
    await stage.deploy();
    const { discord, twilio } = stage.sandbox.ready;
    await fetch(
      `${discord.api}/v10/applications/${discord.applicationId}/guilds/${discord.guildId}/commands`,
      {
        method: "POST",
        headers: { authorization: `Bot ${discord.token}`, "content-type": "application/json" },
        body: JSON.stringify({ name: "helpme", description: "A second one", type: 1 }),
      },
    );
    const flows = `${twilio.api}/studio.twilio.com/v2/Flows`;
    const headers = {
      authorization: `Basic ${Buffer.from(`${twilio.apiKey}:${twilio.apiSecret}`).toString("base64")}`,
    };
    const list = (await (await fetch(flows, { headers })).json()) as { flows: { sid: string }[] };
    const flow = `${flows}/${list.flows[0]?.sid}`;
    const { definition } = (await (await fetch(flow, { headers })).json()) as { definition: object };
    const changed = JSON.stringify({ ...definition, description: "changed by hand" });
    const body = new URLSearchParams({ Status: "published", Definition: changed });
    expect((await fetch(flow, { method: "POST", headers, body })).status).toBe(200);
    const results = await examine(stage);
    expect(wrong(results)).toEqual({ commands: "warning", "studio-drift": "warning", desk: "skipped" });
    expect(found(results, "commands")).toContain("helpme");
    expect(found(results, "studio-drift")).toContain("changed");
  });

  test("whose bot is in another server is given the link to this one", async () => {
    const stage = await openStage();
    const options = installation(stage);
    const { discord } = options.config.settings;
    const settings = { ...options.config.settings, discord: { ...discord, guild: "100000000000000000" } };
    const results = await examineInstallation({ ...options, config: { ...options.config, settings } });
    expect(results.find(({ id }) => id === "server")).toMatchObject({
      state: "failed",
      fix: expect.stringContaining("guild_id=100000000000000000"),
    });
  });
});

describe("what rests on Programmable Chat", () => {
  const legacyOf = async (stage: Stage) => (await examine(stage)).find(({ id }) => id === "legacy");
  const takeAway = ({ sandbox }: Stage) =>
    fetch(`${sandbox.url}/control/flex/legacy-chat`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ available: false, status: 404 }),
    });

  test("is nothing, with or without it on the account", async () => {
    const stage = await openStage();
    expect(await legacyOf(stage)).toMatchObject({ state: "ok", found: "none" });
    await takeAway(stage);
    expect(await legacyOf(stage)).toMatchObject({
      state: "ok",
      found: expect.stringContaining("has no Programmable Chat"),
    });
  });

  test("is a Flex Flow that somebody left enabled", async () => {
    const stage = await openStage();
    const { api, apiKey, apiSecret, chatServiceSid } = stage.sandbox.ready.twilio;
    const body = new URLSearchParams({
      FriendlyName: "Kiosk",
      ChatServiceSid: chatServiceSid,
      ChannelType: "custom",
      IntegrationType: "external",
      "Integration.Url": "https://kiosk.example",
    });
    const made = await fetch(`${api}/flex-api.twilio.com/v1/FlexFlows`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}` },
      body,
    });
    expect(made.status).toBe(201);
    expect(await legacyOf(stage)).toMatchObject({
      state: "warning",
      found: expect.stringContaining("Kiosk"),
    });
  });

  test("is the transport itself: how to move, or that the account has lost it", async () => {
    const stage = await openStage({ transport: "programmable-chat" });
    expect(await legacyOf(stage)).toMatchObject({
      state: "warning",
      found: expect.stringContaining("1 June 2026"),
      fix: expect.stringContaining("transport: conversations"),
    });
    await takeAway(stage);
    expect(await legacyOf(stage)).toMatchObject({
      state: "failed",
      code: "twilio.refused",
      fix: expect.stringContaining("transport: conversations"),
    });
  });
});

describe("the live probes", () => {
  const inventory = async ({ sandbox }: Stage) => {
    const { twilio } = sandbox.ready;
    const headers = {
      authorization: `Basic ${Buffer.from(`${twilio.apiKey}:${twilio.apiSecret}`).toString("base64")}`,
    };
    const count = async (path: string, key: string) => {
      const answer = await fetch(`${twilio.api}/${path}`, { headers });
      return ((await answer.json()) as Record<string, unknown[]>)[key]?.length;
    };
    const server = await fetch(`${sandbox.url}/control/discord/server`);
    return {
      channels: ((await server.json()) as { channels: unknown[] }).channels.length,
      flows: await count("studio.twilio.com/v2/Flows", "flows"),
      conversations: await count("conversations.twilio.com/v1/Conversations", "conversations"),
    };
  };

  test("say what they found, and leave nothing behind", async () => {
    const stage = await openStage();
    const before = await inventory(stage);
    const results = await probeAccounts(installation(stage), () => undefined);
    expect(results.map(({ id, state, leftBehind }) => ({ id, state, leftBehind }))).toEqual(
      [
        "twilio-closed-name",
        "twilio-write-into-closed",
        "twilio-execution-address",
        "discord-nonce-repeat",
        "discord-nonce-read",
        "discord-channel-names",
      ].map((id) => ({ id, state: "as-assumed", leftBehind: [] })),
    );
    expect(await inventory(stage)).toEqual(before);
  });

  test("that are interrupted begin nothing new and clean up", async () => {
    const stage = await openStage();
    const before = await inventory(stage);
    const stop = new AbortController();
    const seen: LiveResult[] = [];
    const firstChange = async () => {
      const answer = await fetch(`${stage.sandbox.url}/control/events`, { signal: stop.signal });
      for await (const _ of answer.body ?? []) break;
    };
    // The first thing that a probe makes is the moment.
    const watching = firstChange();
    const probing = probeAccounts(installation(stage, {}, stop.signal), (result) => seen.push(result));
    await watching.catch(() => undefined);
    stop.abort();
    await probing;
    expect(seen.length).toBeLessThan(6);
    expect(await inventory(stage)).toEqual(before);
  });
});
