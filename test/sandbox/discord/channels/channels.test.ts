import { expect, test } from "vitest";

import { openStage, type Stage } from "../stage.ts";

interface Channel {
  readonly id: string;
  readonly name: string;
  readonly parent_id: string | null;
  readonly topic?: string | null;
  readonly position: number;
  readonly permission_overwrites: readonly {
    readonly id: string;
    readonly allow: string;
    readonly deny: string;
  }[];
}

const VIEW = String(1n << 10n);
const channelsPath = (stage: Stage) => `/guilds/${stage.discord.guildId}/channels` as const;
const create = async (stage: Stage, body: object) =>
  (await stage.rest.post(channelsPath(stage), { body })) as Channel;
const fault = (reply: { readonly body: Record<string, unknown> }) => JSON.stringify(reply.body["errors"]);

test("names of text channels are normalised; voice channels and categories keep theirs", async () => {
  await using stage = await openStage();
  const named = async (name: string, type: number) => (await create(stage, { name, type })).name;
  expect(await named("  Bug Reports!!  (New)  ", 0)).toBe("bug-reports-new");
  expect(await named("a -- B", 0)).toBe("a-b");
  expect(await named("Grüße_東京", 0)).toBe("grüße_東京");
  expect(await named("Voice Room", 2)).toBe("Voice Room");
  expect(await named("Help & Support", 4)).toBe("Help & Support");
});

test("announcement channels need a Community server", async () => {
  await using stage = await openStage();
  const refused = await stage.request("POST", channelsPath(stage), { name: "news", type: 5 });
  expect(refused).toMatchObject({ status: 400, body: { code: 50035, message: "Invalid Form Body" } });
  expect(fault(refused)).toContain('"type":{"_errors":[{"code":"BASE_TYPE_CHOICES"');
  await stage.control("PUT", "/discord/community", { enabled: true });
  expect((await create(stage, { name: "news", type: 5 })).name).toBe("news");
  const server = await stage.control<{ channels: { id: string; name: string }[] }>("GET", "/discord/server");
  const rules = server.channels.find(({ name }) => name === "general");
  const kept = await stage.request("DELETE", `/channels/${rules?.id}`);
  expect(kept).toMatchObject({ status: 400, body: { code: 50074 } });
});

test("every fault of a body is named at once, in Discord's nesting", async () => {
  await using stage = await openStage();
  const reply = await stage.request("POST", channelsPath(stage), {
    name: "x".repeat(101),
    topic: "y".repeat(1025),
    rate_limit_per_user: 21_601,
    permission_overwrites: [{ id: "not an id", type: 0 }],
  });
  expect(reply.status).toBe(400);
  expect(reply.body).toEqual({
    message: "Invalid Form Body",
    code: 50035,
    errors: {
      name: { _errors: [{ code: "BASE_TYPE_BAD_LENGTH", message: "Must be between 1 and 100 in length." }] },
      topic: { _errors: [{ code: "BASE_TYPE_MAX_LENGTH", message: "Must be 1024 or fewer in length." }] },
      rate_limit_per_user: {
        _errors: [{ code: "NUMBER_TYPE_MAX", message: "int value should be less than or equal to 21600." }],
      },
      permission_overwrites: {
        "0": {
          id: { _errors: [{ code: "NUMBER_TYPE_COERCE", message: 'Value "not an id" is not snowflake.' }] },
        },
      },
    },
  });
});

test("a channel made in a category copies its overwrites, once", async () => {
  await using stage = await openStage();
  const everyone = stage.discord.guildId;
  const bot = { id: stage.discord.botId, type: 1, allow: VIEW, deny: "0" };
  const category = await create(stage, {
    name: "Staff",
    type: 4,
    permission_overwrites: [{ id: everyone, type: 0, allow: "0", deny: VIEW }, bot],
  });
  const synced = await create(stage, { name: "desk", parent_id: category.id });
  expect(synced.permission_overwrites).toEqual(category.permission_overwrites);
  const own = await create(stage, { name: "open", parent_id: category.id, permission_overwrites: [bot] });
  expect(own.permission_overwrites.map(({ id }) => id)).toEqual([stage.discord.botId]);
  await stage.rest.delete(`/channels/${category.id}/permissions/${everyone}`);
  const after = (await stage.rest.get(`/channels/${synced.id}`)) as Channel;
  expect(after.permission_overwrites).toHaveLength(2);
});

test("deleting a category leaves its channels behind", async () => {
  await using stage = await openStage();
  const category = await create(stage, { name: "Old", type: 4 });
  const child = await create(stage, { name: "kept", parent_id: category.id });
  await stage.rest.delete(`/channels/${category.id}`);
  expect(await stage.rest.get(`/channels/${child.id}`)).toMatchObject({ parent_id: null });
  expect(await stage.request("GET", `/channels/${category.id}`)).toMatchObject({
    status: 404,
    body: { code: 10003, message: "Unknown Channel" },
  });
});

test("a channel's parent must be a category that exists", async () => {
  await using stage = await openStage();
  const text = await create(stage, { name: "text" });
  const wrong = await stage.request("POST", channelsPath(stage), { name: "a", parent_id: text.id });
  expect(fault(wrong)).toContain("CHANNEL_PARENT_INVALID_TYPE");
  const missing = await stage.request("POST", channelsPath(stage), {
    name: "a",
    parent_id: "123456789012345678",
  });
  expect(fault(missing)).toContain('"CHANNEL_PARENT_INVALID"');
});

test("positions change together, but only one parent at a time", async () => {
  await using stage = await openStage();
  const category = await create(stage, { name: "Group", type: 4 });
  const [first, second] = [await create(stage, { name: "one" }), await create(stage, { name: "two" })];
  await stage.rest.patch(channelsPath(stage), {
    body: [
      { id: first.id, position: 7, parent_id: category.id },
      { id: second.id, position: 6 },
    ],
  });
  expect(await stage.rest.get(`/channels/${first.id}`)).toMatchObject({
    position: 7,
    parent_id: category.id,
  });
  const both = await stage.request("PATCH", channelsPath(stage), [
    { id: first.id, parent_id: null },
    { id: second.id, parent_id: category.id },
  ]);
  expect(both).toMatchObject({ status: 400, body: { code: 40009 } });
});

test("a third rename within ten minutes is limited, and no header had said so", async () => {
  await using stage = await openStage();
  const { id } = await create(stage, { name: "first" });
  const rename = (name: string) => stage.request("PATCH", `/channels/${id}`, { name });
  expect((await rename("second")).status).toBe(200);
  const last = await rename("third");
  expect(last.status).toBe(200);
  expect(Number(last.headers.get("x-ratelimit-remaining"))).toBeGreaterThan(0);
  const limited = await rename("fourth");
  expect(limited).toMatchObject({ status: 429, body: { global: false } });
  expect(Number(limited.body["retry_after"])).toBeGreaterThan(500);
  expect((await stage.request("PATCH", `/channels/${id}`, { nsfw: true })).status).toBe(200);
});

test("what is not imitated says so, and is on the tape", async () => {
  await using stage = await openStage();
  const tags = await stage.request("POST", channelsPath(stage), {
    name: "bugs",
    type: 15,
    default_reaction_emoji: { emoji_name: "👍" },
  });
  expect(tags.status).toBe(501);
  const threads = await stage.request("GET", `/guilds/${stage.discord.guildId}/integrations`);
  expect(threads).toMatchObject({
    status: 501,
    body: {
      message: `The sandbox does not imitate GET /guilds/${stage.discord.guildId}/integrations`,
      code: 0,
    },
  });
  const entry = (await stage.tape("discord")).at(-1);
  expect(entry).toMatchObject({ status: 501, host: "discord.com", requestHeaders: { authorization: "***" } });
  expect(entry).not.toHaveProperty("route");
});
