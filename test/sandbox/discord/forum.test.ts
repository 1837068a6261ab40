import { expect, test } from "vitest";
import { join, openStage, type Stage } from "./stage.ts";

async function forum(stage: Stage, over: object = {}) {
  const made = await stage.request("POST", `/guilds/${stage.discord.guildId}/channels`, {
    name: "bugs",
    type: 15,
    available_tags: [{ name: "open" }, { name: "fixed", moderated: true }],
    ...over,
  });
  const tags = made.body["available_tags"] as readonly { readonly id: string }[];
  const id = String(made.body["id"]);
  const post = (body: object) => stage.request("POST", `/channels/${id}/threads`, body);
  return { id, post, open: tags[0]?.id ?? "", fixed: tags[1]?.id ?? "" };
}

const message = { content: "On start" };

test("a post is a public thread with its tags, whose first message has its id, for everybody who sees the forum", async () => {
  await using stage = await openStage();
  const { id, post, open } = await forum(stage);
  const mia = await join(stage);
  const made = await post({ name: "It crashes", applied_tags: [open], message });
  expect(made).toMatchObject({
    status: 201,
    body: { type: 11, parent_id: id, applied_tags: [open], message_count: 0 },
  });
  const thread = String(made.body["id"]);
  const view = await stage.control<{ messages: readonly object[] }>(
    "GET",
    `/discord/members/${mia}/channels/${thread}`,
  );
  expect(view.messages).toMatchObject([{ id: thread, content: "On start" }]);
  expect(await stage.control("GET", "/discord/threads")).toMatchObject({
    threads: [{ id: thread, name: "It crashes", tags: ["open"] }],
  });
  await stage.control("POST", `/discord/members/${mia}/say`, { channel: thread, content: "me too" });
});

test("what nobody may post is refused", async () => {
  await using stage = await openStage();
  const { id, post } = await forum(stage);
  const code = async (body: object) => (await post(body)).body["code"];
  expect(await code({ name: "x" })).toBe(50_035);
  expect(await code({ name: "", message })).toBe(50_035);
  expect(await code({ name: "x", message: {} })).toBe(50_006);
  expect(await code({ name: "x", message, applied_tags: ["1"] })).toBe(10_087);
  expect(await code({ name: "x", message, applied_tags: Array.from({ length: 6 }, () => "1") })).toBe(50_035);
  const deny = (bits: bigint) => ({
    permission_overwrites: [{ id: stage.discord.botId, type: 1, allow: "0", deny: String(bits) }],
  });
  const MANAGE_THREADS = 1n << 34n;
  const SEND_MESSAGES = 1n << 11n;
  const quiet = await forum(stage, deny(SEND_MESSAGES));
  expect(await quiet.post({ name: "x", message })).toMatchObject({ status: 403, body: { code: 50_013 } });
  const strict = await forum(stage, { ...deny(MANAGE_THREADS), flags: 1 << 4 });
  expect((await strict.post({ name: "x", message })).body["code"]).toBe(40_067);
  expect((await strict.post({ name: "x", message, applied_tags: [strict.fixed] })).body["code"]).toBe(50_013);
  const kept = await strict.post({ name: "x", message, applied_tags: [strict.open] });
  const untag = await stage.request("PATCH", `/channels/${String(kept.body["id"])}`, { applied_tags: [] });
  expect(untag.body["code"]).toBe(40_067);
  expect((await stage.request("POST", `/channels/${id}/messages`, message)).body["code"]).toBe(40_058);
});

test("tags are changed with the thread, which is brought back in the same call; a third name in ten minutes waits", async () => {
  await using stage = await openStage();
  const { post, open, fixed } = await forum(stage);
  const made = await post({ name: "It crashes", applied_tags: [open], message });
  const path = `/channels/${String(made.body["id"])}`;
  await stage.control("PUT", `/discord/threads/${String(made.body["id"])}`, {
    archived: true,
    locked: false,
  });
  expect((await stage.request("PATCH", path, { applied_tags: [fixed] })).body["code"]).toBe(50_083);
  expect(await stage.request("PATCH", path, { applied_tags: [fixed], archived: false })).toMatchObject({
    status: 200,
    body: { applied_tags: [fixed], thread_metadata: { archived: false } },
  });
  const statuses: number[] = [];
  for (const name of ["a", "a", "b", "c"])
    statuses.push((await stage.request("PATCH", path, { name })).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
});
