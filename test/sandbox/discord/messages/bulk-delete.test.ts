import { expect, test } from "vitest";

import { event, identify } from "../raw-gateway.ts";
import { join, openStage, type Stage } from "../stage.ts";

const GUILD_MESSAGES = 1 << 9;
const MANAGE_MESSAGES = 1n << 13n;
const A_DAY_MS = 24 * 60 * 60_000;
const DISCORD_EPOCH = 1_420_070_400_000;

async function makeChannel(stage: Stage, over: object = {}): Promise<string> {
  const made = await stage.request("POST", `/guilds/${stage.discord.guildId}/channels`, {
    name: "help",
    type: 0,
    ...over,
  });
  return String(made.body["id"]);
}

async function post(stage: Stage, channel: string, content: string): Promise<string> {
  return String((await stage.request("POST", `/channels/${channel}/messages`, { content })).body["id"]);
}

const purge = (stage: Stage, channel: string, messages: readonly string[]) =>
  stage.request("POST", `/channels/${channel}/messages/bulk-delete`, { messages });

const mintedDaysAgo = (days: number) => String(BigInt(Date.now() - days * A_DAY_MS - DISCORD_EPOCH) << 22n);

test("messages of a channel go together, and are told of once", async () => {
  await using stage = await openStage();
  const gateway = await identify(stage, GUILD_MESSAGES);
  const [channel, other] = [await makeChannel(stage), await makeChannel(stage, { name: "other" })];
  const mia = await join(stage);
  const say = { channel, content: "mine" };
  const { messageId: hers } = await stage.control<{ messageId: string }>(
    "POST",
    `/discord/members/${mia}/say`,
    say,
  );
  const [ours, stays] = [await post(stage, channel, "ours"), await post(stage, channel, "stays")];
  const elsewhere = await post(stage, other, "elsewhere");
  const unknown = mintedDaysAgo(1);
  expect((await purge(stage, channel, [hers, ours, elsewhere, unknown])).status).toBe(204);
  const { d } = await gateway.next(event("MESSAGE_DELETE_BULK"));
  expect(d).toEqual({ ids: [hers, ours], channel_id: channel, guild_id: stage.discord.guildId });
  const left = await stage.rest.get(`/channels/${channel}/messages`);
  expect(left).toMatchObject([{ id: stays }]);
  expect(await stage.rest.get(`/channels/${other}/messages`)).toMatchObject([{ id: elsewhere }]);
});

test("too few, too many, too old and the same twice are refused, and nothing is deleted", async () => {
  await using stage = await openStage();
  const channel = await makeChannel(stage);
  const [one, two] = [await post(stage, channel, "one"), await post(stage, channel, "two")];
  const many = Array.from({ length: 101 }, (_, index) => String(BigInt(one) + BigInt(index)));
  const code = async (ids: readonly string[]) => {
    const { status, body } = await purge(stage, channel, ids);
    return [status, body["code"]];
  };
  expect(await code([one])).toEqual([400, 50_016]);
  expect(await code(many)).toEqual([400, 50_016]);
  expect(await code([one, two, mintedDaysAgo(15)])).toEqual([400, 50_034]);
  expect(await code([one, two, one])).toEqual([400, 50_035]);
  expect(await code([one, "two"])).toEqual([400, 50_035]);
  expect(await stage.rest.get(`/channels/${channel}/messages`)).toHaveLength(2);
  expect(await code(many.slice(0, 100))).toEqual([204, undefined]);
});

test("it takes the right to manage messages, and is not for direct messages", async () => {
  await using stage = await openStage();
  const dm = await stage.rest.post("/users/@me/channels", { body: { recipient_id: await join(stage) } });
  const ids = [mintedDaysAgo(1), mintedDaysAgo(2)];
  const inDm = await purge(stage, (dm as { readonly id: string }).id, ids);
  expect(inDm).toMatchObject({ status: 403, body: { code: 50_003 } });
  const overwrite = { id: stage.discord.guildId, type: 0, allow: "0", deny: String(MANAGE_MESSAGES) };
  const channel = await makeChannel(stage, { permission_overwrites: [overwrite] });
  expect(await purge(stage, channel, ids)).toMatchObject({ status: 403, body: { code: 50_013 } });
});
