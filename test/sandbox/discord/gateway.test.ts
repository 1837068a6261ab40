import { once } from "node:events";
import type { IncomingMessage } from "node:http";

import { expect, test } from "vitest";
import { WebSocket } from "ws";

import { connect, event, identify } from "./raw-gateway.ts";
import { join, openStage, type Stage } from "./stage.ts";

const INTENT = {
  GUILDS: 1,
  GUILD_MEMBERS: 2,
  GUILD_MESSAGES: 512,
  DIRECT_MESSAGES: 4096,
  MESSAGE_CONTENT: 32_768,
};

const dm = (stage: Stage, member: string, content: string) =>
  stage.control("POST", `/discord/members/${member}/dm`, { content });

async function general(stage: Stage): Promise<string> {
  const server = await stage.control<{ channels: { id: string; name: string }[] }>("GET", "/discord/server");
  return server.channels.find(({ name }) => name === "general")?.id ?? "";
}

test("HELLO, heartbeats, READY and the server for who asked", async () => {
  await using stage = await openStage();
  const gateway = await identify(stage, INTENT.GUILDS);
  gateway.send(1, 2);
  await gateway.next(({ op }) => op === 11);
  const ready = await gateway.next(event("READY"));
  expect(ready).toMatchObject({
    s: 1,
    d: {
      v: 10,
      user: { id: stage.discord.botId, bot: true },
      guilds: [{ id: stage.discord.guildId, unavailable: true }],
      application: { id: stage.discord.applicationId },
    },
  });
  expect(String(ready.d["resume_gateway_url"])).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/discord\/gateway$/);
  const server = await gateway.next(event("GUILD_CREATE"));
  expect(server).toMatchObject({ s: 2, d: { id: stage.discord.guildId, unavailable: false } });
  const { body } = await stage.request("GET", "/gateway/bot");
  expect(body).toMatchObject({ session_start_limit: { total: 1000, remaining: 999 } });
});

test("bad identifies are closed with Discord's codes", async () => {
  await using stage = await openStage();
  const { token } = stage.discord;
  const closeOf = async (op: number, d: unknown) => {
    const gateway = await connect(stage);
    gateway.send(op, d);
    return gateway.closed;
  };
  const properties = {};
  expect(await closeOf(2, { token: "nonsense", intents: 0, properties })).toBe(4004);
  expect(await closeOf(2, { token, intents: 1 << 30, properties })).toBe(4013);
  expect(await closeOf(2, { token, intents: INTENT.MESSAGE_CONTENT, properties })).toBe(4014);
  expect(await closeOf(2, { token, intents: 0, properties, shard: [1, 1] })).toBe(4010);
  expect(await closeOf(6, { token: "nonsense", session_id: "a", seq: 1 })).toBe(4004);
  expect(await closeOf(3, {})).toBe(4003);
  expect(await closeOf(77, {})).toBe(4003);
  const identified = await identify(stage, 0);
  identified.send(2, { token, intents: 0, properties });
  expect(await identified.closed).toBe(4005);
});

test("only asked-for events arrive, and content only with its intent", async () => {
  await using stage = await openStage();
  await stage.control("PUT", "/discord/intents", { privileged: ["MESSAGE_CONTENT"] });
  const channel = await general(stage);
  const direct = await identify(stage, INTENT.DIRECT_MESSAGES);
  const blind = await identify(stage, INTENT.GUILD_MESSAGES);
  const whole = await identify(stage, INTENT.GUILD_MESSAGES | INTENT.MESSAGE_CONTENT);
  const mia = await join(stage);
  const say = (content: string) => stage.control("POST", `/discord/members/${mia}/say`, { channel, content });
  await dm(stage, mia, "to the bot");
  await say("to everybody");
  await say(`<@${stage.discord.botId}> you too`);
  const contents = async (gateway: typeof direct, count: number) => {
    await gateway.next((payload) => payload.s === count + 1);
    return gateway.received.filter(event("MESSAGE_CREATE")).map(({ d }) => d["content"]);
  };
  expect(await contents(direct, 1)).toEqual(["to the bot"]);
  const mention = `<@${stage.discord.botId}> you too`;
  expect(await contents(blind, 2)).toEqual(["", mention]);
  expect(await contents(whole, 2)).toEqual(["to everybody", mention]);
  const inGuild = await whole.next(event("MESSAGE_CREATE"));
  expect(inGuild.d).toMatchObject({
    guild_id: stage.discord.guildId,
    channel_type: 0,
    member: { roles: [] },
  });
});

test("messages in a channel the bot cannot see do not reach it", async () => {
  await using stage = await openStage();
  const gateway = await identify(stage, INTENT.GUILD_MESSAGES);
  const mia = await join(stage);
  const view = String(1n << 10n);
  const hidden = (await stage.rest.post(`/guilds/${stage.discord.guildId}/channels`, {
    body: {
      name: "hidden",
      permission_overwrites: [
        { id: stage.discord.botId, type: 1, allow: "0", deny: view },
        { id: mia, type: 1, allow: view, deny: "0" },
      ],
    },
  })) as { id: string };
  await stage.control("POST", `/discord/members/${mia}/say`, { channel: hidden.id, content: "secret" });
  await stage.control("POST", `/discord/members/${mia}/say`, {
    channel: await general(stage),
    content: "open",
  });
  const first = await gateway.next(event("MESSAGE_CREATE"));
  expect(first.d["channel_id"]).not.toBe(hidden.id);
});

test("a killed connection is resumed, and what was missed is replayed in order", async () => {
  await using stage = await openStage();
  const first = await identify(stage, INTENT.DIRECT_MESSAGES);
  const mia = await join(stage);
  await dm(stage, mia, "one");
  await first.next(event("MESSAGE_CREATE"));
  await first.kill();
  await dm(stage, mia, "two");
  await dm(stage, mia, "three");
  const second = await connect(stage);
  second.send(6, { token: stage.discord.token, session_id: first.sessionId, seq: 2 });
  await second.next(event("RESUMED"));
  expect(second.received.slice(1).map(({ s, t, d }) => [s, t, d["content"]])).toEqual([
    [3, "MESSAGE_CREATE", "two"],
    [4, "MESSAGE_CREATE", "three"],
    [5, "RESUMED", undefined],
  ]);
  await dm(stage, mia, "four");
  const live = await second.next(({ s }) => s === 6);
  expect(live.d["content"]).toBe("four");
  const dispatches = (await stage.tape("gateway")).filter(({ method }) => method === "DISPATCH");
  expect(dispatches.map(({ path }) => path)).toEqual([
    "READY",
    "MESSAGE_CREATE",
    "MESSAGE_CREATE",
    "MESSAGE_CREATE",
    "RESUMED",
    "MESSAGE_CREATE",
  ]);
});

test("an older sequence is replayed again; one from the future is refused", async () => {
  await using stage = await openStage();
  const first = await identify(stage, INTENT.DIRECT_MESSAGES);
  const mia = await join(stage);
  await dm(stage, mia, "one");
  await first.next(event("MESSAGE_CREATE"));
  await first.close(4200);
  const again = await connect(stage);
  again.send(6, { token: stage.discord.token, session_id: first.sessionId, seq: 1 });
  expect((await again.next(event("MESSAGE_CREATE"))).s).toBe(2);
  await again.kill();
  const future = await connect(stage);
  future.send(6, { token: stage.discord.token, session_id: first.sessionId, seq: 99 });
  expect(await future.closed).toBe(4007);
});

test("a session that said goodbye, or was never there, is invalid", async () => {
  await using stage = await openStage();
  for (const code of [1000, 1001]) {
    const first = await identify(stage, INTENT.DIRECT_MESSAGES);
    await first.close(code);
    const second = await connect(stage);
    second.send(6, { token: stage.discord.token, session_id: first.sessionId, seq: 1 });
    const invalid = await second.next(({ op }) => op === 9);
    expect(invalid.d).toBe(false);
    second.send(2, { token: stage.discord.token, intents: 0, properties: {} });
    await second.next(event("READY"));
  }
});

test("a reset ends sessions and forgets people, and the ready line stays true", async () => {
  await using stage = await openStage();
  const gateway = await identify(stage, INTENT.DIRECT_MESSAGES);
  const mia = await join(stage);
  await stage.control("POST", "/reset");
  expect(await gateway.closed).toBe(4009);
  await expect(dm(stage, mia, "hello?")).rejects.toThrow("There is no member");
  expect(await stage.rest.get(`/guilds/${stage.discord.guildId}/roles`)).toHaveLength(2);
});

test("channel and role events go to who asked for GUILDS", async () => {
  await using stage = await openStage();
  const gateway = await identify(stage, INTENT.GUILDS);
  const path = `/guilds/${stage.discord.guildId}` as const;
  const channel = (await stage.rest.post(`${path}/channels`, { body: { name: "a" } })) as { id: string };
  await stage.rest.patch(`/channels/${channel.id}`, { body: { topic: "b" } });
  await stage.rest.delete(`/channels/${channel.id}`);
  const role = (await stage.rest.post(`${path}/roles`, { body: { permissions: "0" } })) as { id: string };
  await stage.rest.patch(`${path}/roles/${role.id}`, { body: { name: "c" } });
  await stage.rest.delete(`${path}/roles/${role.id}`);
  await gateway.next(event("GUILD_ROLE_DELETE"));
  const names = new Set(gateway.received.map(({ t }) => t));
  for (const name of [
    "CHANNEL_CREATE",
    "CHANNEL_UPDATE",
    "CHANNEL_DELETE",
    "GUILD_ROLE_CREATE",
    "GUILD_ROLE_UPDATE",
  ]) {
    expect(names).toContain(name);
  }
});

test("unknown compressions and other encodings are refused rather than ignored", async () => {
  await using stage = await openStage();
  const { body } = await stage.request("GET", "/gateway/bot");
  for (const query of ["encoding=etf", "encoding=json&compress=zstd-stream"]) {
    const socket = new WebSocket(`${String(body["url"])}?v=10&${query}`);
    const [, response] = (await once(socket, "unexpected-response")) as [unknown, IncomingMessage];
    expect(response.statusCode).toBe(501);
  }
});
