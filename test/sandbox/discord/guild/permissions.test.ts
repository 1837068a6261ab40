import { expect, test } from "vitest";

import { createIdentity } from "../../../../src/sandbox/discord/identity.ts";
import { namesOf } from "../../../../src/sandbox/discord/guild/permission-bits.ts";
import { channelPermissions } from "../../../../src/sandbox/discord/guild/permissions.ts";
import { createWorld } from "../../../../src/sandbox/discord/world.ts";
import type { SandboxContext } from "../../../../src/sandbox/context.ts";
import { createFileStore } from "../../../../src/sandbox/files.ts";
import { createFaults } from "../../../../src/sandbox/faults/faults.ts";
import { createTape } from "../../../../src/sandbox/tape.ts";
import { join, openStage, type Stage } from "../stage.ts";

const bit = (...shifts: readonly number[]) =>
  String(shifts.reduce((bits, shift) => bits | (1n << BigInt(shift)), 0n));
const VIEW = bit(10);
const SEND = bit(11);

interface Channel {
  readonly id: string;
}

/** A context in which nothing ever happens. */
function stillContext(): SandboxContext {
  return {
    tape: createTape(() => undefined),
    faults: createFaults(),
    seed: "test",
    now: () => 1_800_000_000_000,
    after: () => () => undefined,
    baseUrl: () => "",
    changed: () => undefined,
    closing: new AbortController().signal,
    files: createFileStore(new AbortController().signal),
  };
}

async function createChannel(stage: Stage, overwrites: readonly object[]): Promise<string> {
  const channel = (await stage.rest.post(`/guilds/${stage.discord.guildId}/channels`, {
    body: { name: "place", permission_overwrites: overwrites },
  })) as Channel;
  return channel.id;
}

async function visibleTo(stage: Stage, channelId: string): Promise<readonly string[]> {
  const server = await stage.control<{ channels: { id: string; visibleTo: string[] }[] }>(
    "GET",
    "/discord/server",
  );
  return server.channels.find(({ id }) => id === channelId)?.visibleTo ?? [];
}

test("a channel the bot locked itself out of is 50001, whatever it wants there", async () => {
  await using stage = await openStage();
  const id = await createChannel(stage, [{ id: stage.discord.guildId, type: 0, allow: "0", deny: VIEW }]);
  for (const [method, path, body] of [
    ["GET", `/channels/${id}`, undefined],
    ["PATCH", `/channels/${id}`, { name: "mine" }],
    ["POST", `/channels/${id}/messages`, { content: "hello" }],
    ["PUT", `/channels/${id}/permissions/${stage.discord.botId}`, { type: 1, allow: VIEW, deny: "0" }],
  ] as const) {
    const reply = await stage.request(method, path, body);
    expect(reply).toMatchObject({ status: 403, body: { code: 50001, message: "Missing Access" } });
  }
});

test("a channel where the bot may look but not write is 50013", async () => {
  await using stage = await openStage();
  const id = await createChannel(stage, [{ id: stage.discord.botId, type: 1, allow: "0", deny: SEND }]);
  const reply = await stage.request("POST", `/channels/${id}/messages`, { content: "hello" });
  expect(reply).toMatchObject({ status: 403, body: { code: 50013, message: "Missing Permissions" } });
  expect((await stage.request("GET", `/channels/${id}/messages`)).status).toBe(200);
});

test("overwrites apply in order: @everyone, then roles, then the member", async () => {
  await using stage = await openStage();
  const everyone = stage.discord.guildId;
  const mia = await join(stage, "Mia");
  const noa = await join(stage, "Noa");
  const role = (await stage.rest.post(`/guilds/${everyone}/roles`, {
    body: { name: "Testers", permissions: "0" },
  })) as Channel;
  const id = await createChannel(stage, [
    { id: everyone, type: 0, allow: "0", deny: VIEW },
    { id: stage.discord.botId, type: 1, allow: VIEW, deny: "0" },
    { id: role.id, type: 0, allow: VIEW, deny: "0" },
  ]);
  expect(await visibleTo(stage, id)).not.toContain(mia);
  await stage.control("PUT", `/discord/members/${mia}/roles`, { roles: [role.id] });
  await stage.control("PUT", `/discord/members/${noa}/roles`, { roles: [role.id] });
  expect(await visibleTo(stage, id)).toEqual(expect.arrayContaining([mia, noa]));
  await stage.rest.put(`/channels/${id}/permissions/${mia}`, { body: { type: 1, allow: "0", deny: VIEW } });
  expect(await visibleTo(stage, id)).not.toContain(mia);
  expect(await visibleTo(stage, id)).toContain(noa);
  await expect(
    stage.control("POST", `/discord/members/${mia}/say`, { channel: id, content: "hi" }),
  ).rejects.toThrow(/sees no channel/);
});

test("of two roles, one allowing and one denying, the one that allows wins", async () => {
  await using stage = await openStage();
  const everyone = stage.discord.guildId;
  const mia = await join(stage);
  const [yes, no] = await Promise.all(
    ["Yes", "No"].map(async (name) => {
      const body = { name, permissions: "0" };
      return ((await stage.rest.post(`/guilds/${everyone}/roles`, { body })) as Channel).id;
    }),
  );
  const id = await createChannel(stage, [
    { id: yes, type: 0, allow: VIEW, deny: "0" },
    { id: no, type: 0, allow: "0", deny: VIEW },
  ]);
  await stage.control("PUT", `/discord/members/${mia}/roles`, { roles: [no] });
  expect(await visibleTo(stage, id)).not.toContain(mia);
  await stage.control("PUT", `/discord/members/${mia}/roles`, { roles: [yes, no] });
  expect(await visibleTo(stage, id)).toContain(mia);
});

test("who cannot see a channel can do nothing in it, and who cannot write cannot embed", () => {
  const sandboxWorld = createWorld(stillContext(), createIdentity("test"));
  const { guildId, botId, generalId } = sandboxWorld.identity;
  const bot = sandboxWorld.members.get(botId);
  const general = sandboxWorld.channels.get(generalId);
  if (bot === undefined || general?.kind !== "guild") throw new Error("a fresh world has a bot and #general");
  const denying = (deny: bigint) => ({
    ...general,
    overwrites: [{ id: guildId, target: "role", allow: 0n, deny } as const],
  });
  expect(channelPermissions(sandboxWorld, bot, denying(BigInt(VIEW)))).toBe(0n);
  const mute = channelPermissions(sandboxWorld, bot, denying(BigInt(SEND)));
  expect(namesOf(mute)).not.toContain("EMBED_LINKS");
  expect(namesOf(mute)).toContain("READ_MESSAGE_HISTORY");
});

test("the owner sees everything", async () => {
  await using stage = await openStage();
  const id = await createChannel(stage, [
    { id: stage.discord.guildId, type: 0, allow: "0", deny: VIEW },
    { id: stage.discord.botId, type: 1, allow: VIEW, deny: "0" },
  ]);
  const { members } = await stage.control<{ members: { id: string; name: string }[] }>(
    "GET",
    "/discord/server",
  );
  const owner = members.find(({ name }) => name === "Owner");
  expect(await visibleTo(stage, id)).toContain(owner?.id);
});

test("Manage Roles in an overwrite and bits the bot lacks are refused", async () => {
  await using stage = await openStage();
  const id = await createChannel(stage, []);
  for (const allow of [bit(28), bit(24)]) {
    const path = `/channels/${id}/permissions/${stage.discord.guildId}`;
    const reply = await stage.request("PUT", path, { type: 0, allow, deny: "0" });
    expect(reply).toMatchObject({ status: 403, body: { code: 50013 } });
  }
  const unknown = await stage.request("PUT", `/channels/${id}/permissions/123456789012345678`, {
    type: 0,
    allow: VIEW,
    deny: "0",
  });
  expect(unknown).toMatchObject({ status: 404, body: { code: 10011 } });
});

test("no token, a wrong token and another's application are refused", async () => {
  await using stage = await openStage();
  const wrong = await stage.request("GET", "/users/@me", undefined, { authorization: "Bot nonsense" });
  expect(wrong).toMatchObject({ status: 401, body: { message: "401: Unauthorized", code: 0 } });
  const other = await stage.request("GET", "/applications/123456789012345678/commands");
  expect(other).toMatchObject({ status: 403, body: { code: 20012 } });
  expect(await stage.request("GET", "/guilds/123456789012345678")).toMatchObject({
    status: 404,
    body: { code: 10004 },
  });
  expect(await stage.request("POST", "/guilds", { name: "Mine" })).toMatchObject({
    status: 404,
    body: { message: "404: Not Found" },
  });
});
