import { expect, test } from "vitest";

import { event, identify } from "../raw-gateway.ts";
import { join, openStage, type Stage } from "../stage.ts";

const PRIVATE = 12;

async function open(stage: Stage, over: object = {}) {
  const { id: parent } = await channel(stage);
  const body = { name: "Mia", type: PRIVATE, invitable: false, auto_archive_duration: 10_080, ...over };
  const made = await stage.request("POST", `/channels/${parent}/threads`, body);
  return { parent, made, thread: String(made.body["id"]) };
}

async function channel(stage: Stage, over: object = {}): Promise<{ readonly id: string }> {
  const made = await stage.request("POST", `/guilds/${stage.discord.guildId}/channels`, {
    name: "help",
    type: 0,
    ...over,
  });
  return { id: String(made.body["id"]) };
}

const overwrite = (stage: Stage, deny: bigint) => [
  { id: stage.discord.guildId, type: 0, allow: "0", deny: String(deny) },
];

test("a private thread is seen by who was added, and by nobody else", async () => {
  await using stage = await openStage();
  const [mia, noah] = [await join(stage, "Mia"), await join(stage, "Noah")];
  const { thread, made } = await open(stage);
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ type: PRIVATE, thread_metadata: { archived: false, invitable: false } });
  await expect(stage.control("GET", `/discord/members/${mia}/channels/${thread}`)).rejects.toThrow(
    "no channel",
  );
  expect((await stage.request("PUT", `/channels/${thread}/thread-members/${mia}`)).status).toBe(204);
  expect((await stage.request("PUT", `/channels/${thread}/thread-members/${mia}`)).status).toBe(204);
  await stage.control("POST", `/discord/members/${mia}/say`, { channel: thread, content: "hello" });
  await expect(
    stage.control("POST", `/discord/members/${noah}/say`, { channel: thread, content: "me too" }),
  ).rejects.toThrow("no channel");
  expect((await stage.request("GET", `/channels/${thread}/thread-members/${noah}`)).status).toBe(404);
  const active = await stage.request("GET", `/guilds/${stage.discord.guildId}/threads/active`);
  expect(active.body["threads"]).toMatchObject([{ id: thread, member_count: 2 }]);
});

test("what nobody may do is refused", async () => {
  await using stage = await openStage();
  const mia = await join(stage, "Mia");
  const status = async (...[method, path, body]: Parameters<Stage["request"]>) => {
    const answer = await stage.request(method, path, body);
    return [answer.status, answer.body["code"]];
  };
  const hidden = await channel(stage, { permission_overwrites: overwrite(stage, 1n << 36n) });
  expect(await status("POST", `/channels/${hidden.id}/threads`, { name: "x", type: PRIVATE })).toEqual([
    403, 50_013,
  ]);
  const voice = await channel(stage, { type: 2 });
  expect(await status("POST", `/channels/${voice.id}/threads`, { name: "x", type: PRIVATE })).toEqual([
    400, 50_024,
  ]);
  expect((await open(stage, { name: "" })).made.body).toMatchObject({ code: 50_035 });
  const quiet = await channel(stage, { permission_overwrites: overwrite(stage, 1n << 38n) });
  const made = await stage.request("POST", `/channels/${quiet.id}/threads`, { name: "x", type: PRIVATE });
  expect(await status("POST", `/channels/${String(made.body["id"])}/messages`, { content: "hi" })).toEqual([
    403, 50_013,
  ]);
  const unseen = await channel(stage);
  const closed = await stage.request("POST", `/channels/${unseen.id}/threads`, { name: "x", type: PRIVATE });
  await stage.request("PATCH", `/channels/${unseen.id}`, {
    permission_overwrites: [
      ...overwrite(stage, 1n << 10n),
      { id: stage.discord.botId, type: 1, allow: String(1n << 10n), deny: "0" },
    ],
  });
  expect(await status("PUT", `/channels/${String(closed.body["id"])}/thread-members/${mia}`)).toEqual([
    403, 50_001,
  ]);
});

test("an archived thread takes no change until it is back, and a message brings it back", async () => {
  await using stage = await openStage();
  const { thread } = await open(stage);
  const mia = await join(stage, "Mia");
  await stage.request("PUT", `/channels/${thread}/thread-members/${mia}`);
  const { body } = await stage.request("POST", `/channels/${thread}/messages`, { content: "hi" });
  const edit = () =>
    stage.request("PATCH", `/channels/${thread}/messages/${String(body["id"])}`, { content: "hi!" });
  const archive = (state: object) => stage.control("PUT", `/discord/threads/${thread}`, state);
  await archive({ archived: true, locked: false });
  expect((await edit()).body).toMatchObject({ code: 50_083 });
  await stage.control("POST", `/discord/members/${mia}/say`, { channel: thread, content: "still here" });
  expect((await edit()).status).toBe(200);
  await archive({ archived: true, locked: false });
  expect((await stage.request("PATCH", `/channels/${thread}`, { archived: false })).status).toBe(200);
  expect((await edit()).status).toBe(200);
  await archive({ archived: false, locked: true });
  await expect(
    stage.control("POST", `/discord/members/${mia}/say`, { channel: thread, content: "and now?" }),
  ).rejects.toThrow("locked");
});

test("who lacks MESSAGE_CONTENT hears that something was written in a thread, not what", async () => {
  await using stage = await openStage();
  await stage.control("PUT", "/discord/intents", { privileged: ["MESSAGE_CONTENT"] });
  const { thread } = await open(stage);
  const mia = await join(stage, "Mia");
  await stage.request("PUT", `/channels/${thread}/thread-members/${mia}`);
  const GUILD_MESSAGES = 1 << 9;
  const MESSAGE_CONTENT = 1 << 15;
  const plain = await identify(stage, GUILD_MESSAGES);
  const whole = await identify(stage, GUILD_MESSAGES | MESSAGE_CONTENT);
  await stage.control("POST", `/discord/members/${mia}/say`, { channel: thread, content: "secret" });
  const read = async (session: typeof plain) => (await session.next(event("MESSAGE_CREATE"))).d["content"];
  expect([await read(plain), await read(whole)]).toEqual(["", "secret"]);
});

test("files and reactions in a thread come to who asked for what is done on the server", async () => {
  await using stage = await openStage();
  await stage.control("PUT", "/discord/intents", { privileged: ["MESSAGE_CONTENT"] });
  const mia = await join(stage, "Mia");
  const { thread } = await open(stage);
  await stage.request("PUT", `/channels/${thread}/thread-members/${mia}`);
  const session = await identify(stage, (1 << 9) | (1 << 10) | (1 << 15));
  const gateway = async (name: string) => (await session.next(event(name))).d;
  const files = ["a.txt", "b.txt"].map((name) => ({ name, contentType: "text/plain", bytes: 5 }));
  const { messageId } = await stage.control<{ messageId: string }>("POST", `/discord/members/${mia}/say`, {
    channel: thread,
    content: "see",
    files,
  });
  expect(await gateway("MESSAGE_CREATE")).toMatchObject({
    guild_id: stage.discord.guildId,
    attachments: [{ filename: "a.txt" }, { filename: "b.txt" }],
  });
  await stage.control("POST", `/discord/members/${mia}/react`, { messageId, emoji: "👍", on: true });
  expect(await gateway("MESSAGE_REACTION_ADD")).toMatchObject({
    guild_id: stage.discord.guildId,
    channel_id: thread,
    user_id: mia,
  });
  const path = `/discord/members/${mia}/messages/${messageId}`;
  await stage.control("PATCH", path, { keepFiles: ["b.txt"] });
  expect(await gateway("MESSAGE_UPDATE")).toMatchObject({
    content: "see",
    attachments: [{ filename: "b.txt" }],
  });
});
