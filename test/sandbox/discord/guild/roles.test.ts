import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import { openStage, type Stage } from "../stage.ts";

interface Role {
  readonly id: string;
  readonly name: string;
  readonly permissions: string;
  readonly position: number;
  readonly managed: boolean;
  readonly tags?: { readonly bot_id?: string };
}

const roles = async (stage: Stage) =>
  (await stage.rest.get(`/guilds/${stage.discord.guildId}/roles`)) as readonly Role[];
const create = async (stage: Stage, body: object) =>
  (await stage.rest.post(`/guilds/${stage.discord.guildId}/roles`, { body })) as Role;

test("a fresh server has @everyone and the bot's managed role above it, without Administrator", async () => {
  await using stage = await openStage();
  const [everyone, bot, ...rest] = await roles(stage);
  expect(rest).toEqual([]);
  expect(everyone).toMatchObject({ id: stage.discord.guildId, name: "@everyone", position: 0 });
  expect(bot).toMatchObject({ managed: true, position: 1, tags: { bot_id: stage.discord.botId } });
  expect(BigInt(bot?.permissions ?? "8") & 8n).toBe(0n);
});

test("new roles go to the bottom, and permissions that are not said are @everyone's", async () => {
  await using stage = await openStage();
  const everyone = (await roles(stage))[0];
  const first = await create(stage, { name: "  Agents " });
  const second = await create(stage, {});
  expect(first).toMatchObject({ name: "Agents", position: 1, permissions: everyone?.permissions });
  expect(second).toMatchObject({ name: "new role", position: 1 });
  const positions = new Map((await roles(stage)).map(({ name, position }) => [name, position]));
  expect(Object.fromEntries(positions)).toEqual({
    "@everyone": 0,
    "new role": 1,
    Agents: 2,
    "sandbox-bot": 3,
  });
});

test("roles move among each other, but not above the bot's", async () => {
  await using stage = await openStage();
  const lead = await create(stage, { name: "Lead", permissions: "0" });
  const agents = await create(stage, { name: "Agents", permissions: "0" });
  const path = `/guilds/${stage.discord.guildId}/roles` as const;
  const moved = (await stage.rest.patch(path, {
    body: [
      { id: lead.id, position: 1 },
      { id: agents.id, position: 2 },
    ],
  })) as readonly Role[];
  expect(moved.find(({ id }) => id === agents.id)?.position).toBe(2);
  expect(moved.find(({ id }) => id === lead.id)?.position).toBe(1);
  const refused = await stage.request("PATCH", path, [{ id: lead.id, position: 3 }]);
  expect(refused).toMatchObject({ status: 403, body: { code: 50013, message: "Missing Permissions" } });
});

test("the bot grants only what it has, and touches only what stands below it", async () => {
  await using stage = await openStage();
  const path = `/guilds/${stage.discord.guildId}/roles`;
  const administrator = await stage.request("POST", path, { name: "Admins", permissions: "8" });
  expect(administrator).toMatchObject({ status: 403, body: { code: 50013 } });
  const own = (await roles(stage)).find(({ managed }) => managed);
  const rename = await stage.request("PATCH", `${path}/${own?.id}`, { name: "Mine" });
  expect(rename).toMatchObject({ status: 403, body: { code: 50013 } });
  const remove = await stage.request("DELETE", `${path}/${own?.id}`);
  expect(remove).toMatchObject({ status: 403, body: { code: 50013 } });
  const everyone = await stage.request("DELETE", `${path}/${stage.discord.guildId}`);
  expect(everyone).toMatchObject({ status: 400, body: { code: 50028 } });
});

test("what the bot had only through @everyone it can take away, and then not give back", async () => {
  await using stage = await openStage();
  const path = `/guilds/${stage.discord.guildId}/roles/${stage.discord.guildId}`;
  const stream = 1n << 9n;
  const before = BigInt((await roles(stage))[0]?.permissions ?? "0");
  const without = String(before & ~stream);
  const after = await stage.request("PATCH", path, { permissions: without });
  expect(after).toMatchObject({ status: 200, body: { permissions: without, name: "@everyone" } });
  const back = await stage.request("PATCH", path, { permissions: String(before) });
  expect(back).toMatchObject({ status: 403, body: { code: 50013 } });
});

test("fifty requests a second are let through, and a 251st role is not", async () => {
  await using stage = await openStage();
  const path = `/guilds/${stage.discord.guildId}/roles`;
  const statuses = new Set<number>();
  for (let made = 2; made < 250;) {
    const { status, body } = await stage.request("POST", path, { name: `Role ${made}`, permissions: "0" });
    statuses.add(status);
    if (status === 200) made += 1;
    else await sleep(Number(body["retry_after"]) * 1000);
  }
  expect(statuses).toEqual(new Set([200, 429]));
  await sleep(1000);
  const last = await stage.request("POST", path, { name: "One too many", permissions: "0" });
  expect(last).toMatchObject({ status: 400, body: { code: 30005 } });
});
