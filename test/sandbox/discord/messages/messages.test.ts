import { expect, test } from "vitest";

import { event, identify } from "../raw-gateway.ts";
import { join, openStage, readDm, type Stage } from "../stage.ts";

const DIRECT_MESSAGES = 1 << 12;

interface Message {
  readonly id: string;
  readonly content: string;
  readonly nonce?: string;
  readonly mentions: readonly { readonly id: string }[];
  readonly edited_timestamp: string | null;
}

async function openDm(stage: Stage, member: string): Promise<string> {
  const body = { recipient_id: member };
  return ((await stage.rest.post("/users/@me/channels", { body })) as { id: string }).id;
}

const post = (stage: Stage, channel: string, body: object) =>
  stage.request("POST", `/channels/${channel}/messages`, body);

test("a DM is opened once, and both sides read what is written", async () => {
  await using stage = await openStage();
  const mia = await join(stage);
  const channel = await openDm(stage, mia);
  expect(await openDm(stage, mia)).toBe(channel);
  await stage.rest.post(`/channels/${channel}/messages`, { body: { content: "  Hello Mia  " } });
  const { channelId } = await stage.control<{ channelId: string }>("POST", `/discord/members/${mia}/dm`, {
    content: "Hi!",
  });
  expect(channelId).toBe(channel);
  const { messages } = await readDm(stage, mia);
  expect(messages.map(({ author, content }) => [author, content])).toEqual([
    ["bot", "Hello Mia"],
    ["member", "Hi!"],
  ]);
});

test("closed DMs refuse the message, not the channel", async () => {
  await using stage = await openStage();
  const mia = await join(stage);
  await stage.control("PUT", `/discord/members/${mia}/dms`, { open: false });
  const channel = await openDm(stage, mia);
  const closed = await post(stage, channel, { content: "Hello" });
  expect(closed).toMatchObject({
    status: 403,
    body: { code: 50007, message: "Cannot send messages to this user" },
  });
  await stage.control("PUT", `/discord/members/${mia}/dms`, { open: true });
  expect((await post(stage, channel, { content: "Hello" })).status).toBe(200);
});

test("an enforced nonce writes once, whatever the channel, and refuses when that message is gone", async () => {
  await using stage = await openStage();
  const [mia, noa] = [await join(stage, "Mia"), await join(stage, "Noa")];
  const [first, second] = [await openDm(stage, mia), await openDm(stage, noa)];
  const body = { content: "Once", nonce: "abc", enforce_nonce: true };
  const sent = await post(stage, first, body);
  expect(sent).toMatchObject({ status: 200, body: { nonce: "abc" } });
  const again = await post(stage, first, { ...body, content: "Twice" });
  expect(again.body).toMatchObject({ id: sent.body["id"], content: "Once" });
  expect((await post(stage, second, body)).body["id"]).toBe(sent.body["id"]);
  const unenforced = await post(stage, first, { content: "Once", nonce: "abc" });
  expect(unenforced.body["id"]).not.toBe(sent.body["id"]);
  const listed = (await stage.rest.get(`/channels/${first}/messages`)) as readonly Message[];
  expect(listed.map(({ nonce }) => nonce)).toEqual([undefined, undefined]);
  await stage.rest.delete(`/channels/${first}/messages/${String(unenforced.body["id"])}`);
  const gone = await post(stage, first, body);
  expect(gone).toMatchObject({ status: 404, body: { code: 10008 } });
  const tooLong = await post(stage, first, { ...body, nonce: "x".repeat(26) });
  expect(JSON.stringify(tooLong.body)).toContain('"nonce":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH"');
});

test("length is counted in code points, and nothing is not a message", async () => {
  await using stage = await openStage();
  const channel = await openDm(stage, await join(stage));
  expect((await post(stage, channel, { content: "🦊".repeat(2000) })).status).toBe(200);
  const long = await post(stage, channel, { content: "a".repeat(2001) });
  expect(long.body).toMatchObject({
    code: 50035,
    errors: {
      content: { _errors: [{ code: "BASE_TYPE_MAX_LENGTH", message: "Must be 2000 or fewer in length." }] },
    },
  });
  for (const body of [{}, { content: "   " }, { content: null }]) {
    const empty = await post(stage, channel, body);
    expect(empty).toMatchObject({ status: 400, body: { code: 50006 } });
  }
});

test("pages: newest first, `after` right behind its cursor", async () => {
  await using stage = await openStage();
  const mia = await join(stage);
  const ids: string[] = [];
  for (let number = 1; number <= 7; number += 1) {
    const path = `/discord/members/${mia}/dm`;
    const { messageId } = await stage.control<{ messageId: string }>("POST", path, { content: `${number}` });
    ids.push(messageId);
  }
  const channel = await openDm(stage, mia);
  const page = async (query: string) =>
    ((await stage.rest.get(`/channels/${channel}/messages?${query}`)) as readonly Message[]).map(
      ({ content }) => content,
    );
  expect(await page("limit=3")).toEqual(["7", "6", "5"]);
  expect(await page(`after=${ids[1]}&limit=2`)).toEqual(["4", "3"]);
  expect(await page(`before=${ids[2]}`)).toEqual(["2", "1"]);
  expect(await page(`around=${ids[3]}&limit=3`)).toEqual(["5", "4", "3"]);
  expect(await page(`after=${ids[6]}`)).toEqual([]);
  const tooMany = await stage.request("GET", `/channels/${channel}/messages?limit=101`);
  expect(JSON.stringify(tooMany.body)).toContain("NUMBER_TYPE_MAX");
});

test("mentions follow allowed_mentions, on edits too", async () => {
  await using stage = await openStage();
  const mia = await join(stage);
  const channel = await openDm(stage, mia);
  const content = `<@${mia}> hello`;
  const loud = (await post(stage, channel, { content })).body as unknown as Message;
  expect(loud.mentions.map(({ id }) => id)).toEqual([mia]);
  const quiet = (await post(stage, channel, { content, allowed_mentions: { parse: [] } }))
    .body as unknown as Message;
  expect(quiet.mentions).toEqual([]);
  const edited = (await stage.rest.patch(`/channels/${channel}/messages/${quiet.id}`, {
    body: { content: `${content}!` },
  })) as Message;
  expect(edited.mentions.map(({ id }) => id)).toEqual([mia]);
  expect(edited.edited_timestamp).not.toBeNull();
  const exclusive = await post(stage, channel, {
    content,
    allowed_mentions: { parse: ["users"], users: [mia] },
  });
  expect(JSON.stringify(exclusive.body)).toContain("MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE");
});

test("only one's own messages are edited, and only they are deleted in a DM", async () => {
  await using stage = await openStage();
  const mia = await join(stage);
  const { messageId, channelId } = await stage.control<{ messageId: string; channelId: string }>(
    "POST",
    `/discord/members/${mia}/dm`,
    { content: "mine" },
  );
  const path = `/channels/${channelId}/messages/${messageId}`;
  expect(await stage.request("PATCH", path, { content: "yours" })).toMatchObject({
    status: 403,
    body: { code: 50005 },
  });
  expect(await stage.request("DELETE", path)).toMatchObject({ status: 403, body: { code: 50003 } });
  expect(await stage.request("GET", `/channels/${channelId}/messages/123456789012345678`)).toMatchObject({
    status: 404,
    body: { code: 10008 },
  });
});

test("components are checked and numbered", async () => {
  await using stage = await openStage();
  const channel = await openDm(stage, await join(stage));
  const button = { type: 2, style: 1, label: "Talk to a human", custom_id: "fx:human" };
  const row = (...components: object[]) => ({ type: 1, components });
  const sent = await post(stage, channel, { content: "?", components: [row(button)] });
  expect(sent.body["components"]).toEqual([{ type: 1, id: 1, components: [{ ...button, id: 2 }] }]);
  const twice = await post(stage, channel, { content: "?", components: [row(button, button)] });
  expect(JSON.stringify(twice.body)).toContain(
    '"1":{"custom_id":{"_errors":[{"code":"COMPONENT_CUSTOM_ID_DUPLICATED"',
  );
  const nameless = await post(stage, channel, {
    content: "?",
    components: [
      row({ type: 2, style: 1, label: "x".repeat(81) }, { type: 2, style: 5, url: "https://a.example" }),
    ],
  });
  expect(nameless.body["errors"]).toMatchObject({
    components: {
      "0": {
        components: {
          "0": {
            custom_id: { _errors: [{ code: "BASE_TYPE_REQUIRED" }] },
            label: { _errors: [{ code: "BASE_TYPE_MAX_LENGTH" }] },
          },
          "1": { _errors: [{ code: "BUTTON_COMPONENT_INVALID_EMOJI_OR_LABEL" }] },
        },
      },
    },
  });
  expect(JSON.stringify(nameless.body)).not.toMatch(/EMOJI_OR_LABEL.*"1":/u);
  const crowded = await post(stage, channel, {
    content: "?",
    components: Array.from({ length: 6 }, () => row(button)),
  });
  expect(crowded.status).toBe(400);
  const display = await post(stage, channel, { flags: 1 << 15, components: [{ type: 10, content: "hi" }] });
  expect(display.status).toBe(501);
});

test("a category takes no messages", async () => {
  await using stage = await openStage();
  const category = (await stage.rest.post(`/guilds/${stage.discord.guildId}/channels`, {
    body: { name: "Group", type: 4 },
  })) as { readonly id: string };
  expect(await post(stage, category.id, { content: "hi" })).toMatchObject({
    status: 400,
    body: { code: 50008 },
  });
});

test("members' edits and deletions reach the gateway", async () => {
  await using stage = await openStage();
  const gateway = await identify(stage, DIRECT_MESSAGES);
  const mia = await join(stage);
  const { messageId } = await stage.control<{ messageId: string }>("POST", `/discord/members/${mia}/dm`, {
    content: "frist",
  });
  await stage.control("PATCH", `/discord/members/${mia}/messages/${messageId}`, { content: "first" });
  await stage.control("DELETE", `/discord/members/${mia}/messages/${messageId}`);
  const created = await gateway.next(event("MESSAGE_CREATE"));
  expect(created.d).toMatchObject({ id: messageId, content: "frist", channel_type: 1, author: { id: mia } });
  expect(created.d).not.toHaveProperty("guild_id");
  const updated = await gateway.next(event("MESSAGE_UPDATE"));
  expect(updated.d).toMatchObject({ id: messageId, content: "first" });
  expect(updated.d["edited_timestamp"]).not.toBeNull();
  const deleted = await gateway.next(event("MESSAGE_DELETE"));
  expect(deleted.d).toEqual({ id: messageId, channel_id: created.d["channel_id"] });
});

test("every answer carries its bucket, and the sixth message at once is limited", async () => {
  await using stage = await openStage();
  const channel = await openDm(stage, await join(stage));
  const replies = await Promise.all(
    Array.from({ length: 6 }, (_, index) => post(stage, channel, { content: `${index}` })),
  );
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(5);
  const limited = replies.find(({ status }) => status === 429);
  expect(limited?.body).toMatchObject({ message: "You are being rate limited.", global: false });
  expect(limited?.headers.get("retry-after")).toBe("1");
  expect(limited?.headers.get("x-ratelimit-scope")).toBe("user");
  expect(new Set(replies.map(({ headers }) => headers.get("x-ratelimit-bucket"))).size).toBe(1);
});
