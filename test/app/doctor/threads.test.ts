import { expect, it } from "vitest";
import { examineInstallation } from "../../../src/app/doctor/doctor.ts";
import { loadAddresses } from "../../../src/config/addresses.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import { permissionBits, type PermissionName } from "../../../src/domain/permission.ts";
import { openStage, type Stage } from "../../journey/support/stage.ts";

const THREADS = "  threads:\n    channel: help\n";

/** What the doctor says of one thing. */
async function look({ folder, env }: Stage, id: string) {
  const results = await examineInstallation({
    config: loadConfig({ file: `${folder}/flexcord.yaml`, environment: "production", env }),
    environment: env,
    addresses: loadAddresses(env),
    version: "0.0.0",
    clock: systemClock,
    signal: new AbortController().signal,
  });
  return results.find((result) => result.id === id);
}

async function switchOn({ sandbox }: Stage, privileged: readonly string[]) {
  const answer = await fetch(`${sandbox.url}/control/discord/intents`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ privileged }),
  });
  expect(answer.ok).toBe(true);
}

/** Asks Discord as the bot itself. */
async function asBot<Answer>(
  { sandbox }: Stage,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const { api, token } = sandbox.ready.discord;
  const answer = await fetch(`${api}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.ok).toBe(true);
  return (answer.status === 204 ? null : await answer.json()) as Answer;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

async function helpChannel(stage: Stage): Promise<string> {
  const { guildId } = stage.sandbox.ready.discord;
  const channels = await asBot<readonly Named[]>(stage, "GET", `/guilds/${guildId}/channels`);
  return channels.find(({ name }) => name === "help")?.id ?? "";
}

const deny = (
  stage: Stage,
  channel: string,
  target: { id: string; type: 0 | 1 },
  names: readonly PermissionName[],
) =>
  asBot(stage, "PUT", `/channels/${channel}/permissions/${target.id}`, {
    type: target.type,
    allow: "0",
    deny: String(names.reduce((bits, name) => bits | permissionBits[name], 0n)),
  });

it("wants the Message Content Intent where private threads are opened, and nowhere else", async () => {
  const stage = await openStage({ yaml: THREADS });
  await switchOn(stage, []);
  expect(await look(stage, "intents")).toMatchObject({
    state: "failed",
    code: "config.invalid",
    fix: expect.stringMatching(/developer portal.*Message Content Intent.*bridge\.threads\.channel/s),
  });
  await switchOn(stage, ["MESSAGE_CONTENT"]);
  expect(await look(stage, "intents")).toMatchObject({
    state: "ok",
    found: expect.stringContaining("MessageContent"),
  });
  const without = await openStage();
  await switchOn(without, []);
  expect(await look(without, "intents")).toMatchObject({ state: "ok" });
  expect(await look(without, "threads")).toMatchObject({
    state: "ok",
    found: expect.stringContaining("none"),
  });
});

it("looks whether the bot can open private threads in their channel and write in them", async () => {
  const stage = await openStage({ yaml: THREADS });
  expect(await look(stage, "threads")).toMatchObject({ state: "skipped" });
  await stage.deploy();
  expect(await look(stage, "threads")).toMatchObject({
    state: "ok",
    found: expect.stringContaining("#help"),
  });

  const channel = await helpChannel(stage);
  const { guildId, botId } = stage.sandbox.ready.discord;
  // What everyone loses there, the bot loses too, as long as nothing gives it back.
  await deny(stage, channel, { id: guildId, type: 0 }, ["AttachFiles", "EmbedLinks"]);
  expect(await look(stage, "threads")).toMatchObject({
    state: "failed",
    code: "discord.permission",
    found: expect.stringMatching(/#help.*EmbedLinks, AttachFiles/),
    fix: expect.stringMatching(/allow: EmbedLinks, AttachFiles/),
  });
  await deny(stage, channel, { id: guildId, type: 0 }, []);
  await deny(stage, channel, { id: botId, type: 1 }, ["SendMessagesInThreads"]);
  expect(await look(stage, "threads")).toMatchObject({
    state: "failed",
    found: expect.stringContaining("SendMessagesInThreads"),
  });
  await asBot(stage, "DELETE", `/channels/${channel}`);
  expect(await look(stage, "threads")).toMatchObject({ state: "failed", code: "discord.not-found" });
});
