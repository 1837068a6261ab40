import { expect, test } from "vitest";
import { join, openStage, type Stage } from "../stage.ts";

const post = async (stage: Stage, channelId: string) => {
  const { body } = await stage.request("POST", `/channels/${channelId}/messages`, {
    content: "We are back.",
  });
  return String(body["id"]);
};
const publish = (stage: Stage, channelId: string, messageId: string) =>
  stage.request("POST", `/channels/${channelId}/messages/${messageId}/crosspost`);

async function openNews(stage: Stage): Promise<string> {
  await stage.control("PUT", "/discord/community", { enabled: true });
  const made = await stage.request("POST", `/guilds/${stage.discord.guildId}/channels`, {
    name: "news",
    type: 5,
  });
  return String(made.body["id"]);
}

test("a message of an announcement channel is published once", async () => {
  await using stage = await openStage();
  const news = await openNews(stage);
  const id = await post(stage, news);
  expect(await publish(stage, news, id)).toMatchObject({ status: 200, body: { id, flags: 1 } });
  expect(await publish(stage, news, id)).toMatchObject({ status: 400, body: { code: 40033 } });
  expect(await publish(stage, news, "100000000000000000")).toMatchObject({ body: { code: 10008 } });
});

test("only an announcement channel's messages can be published", async () => {
  await using stage = await openStage();
  const dm = await stage.request("POST", "/users/@me/channels", { recipient_id: await join(stage) });
  const channelId = String(dm.body["id"]);
  expect(await publish(stage, channelId, await post(stage, channelId))).toMatchObject({
    status: 400,
    body: { code: 50024 },
  });
});

test("ten messages an hour are published from one channel", async () => {
  await using stage = await openStage();
  const news = await openNews(stage);
  for (let count = 0; count < 10; count += 1) {
    // Five messages a second fit into a channel's bucket.
    if (count === 5) await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await publish(stage, news, await post(stage, news))).status).toBe(200);
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const refused = await publish(stage, news, await post(stage, news));
  expect(refused.status).toBe(429);
  expect(Number(refused.body["retry_after"])).toBeGreaterThan(3_000);
});

test("each channel that follows gets a copy, from the one that follows for it", async () => {
  await using stage = await openStage();
  await stage.control("PUT", "/discord/intents", { privileged: ["MESSAGE_CONTENT"] });
  const news = await openNews(stage);
  const made = await stage.request("POST", `/guilds/${stage.discord.guildId}/channels`, {
    name: "lobby",
    type: 0,
  });
  const lobby = String(made.body["id"]);
  const { body } = await stage.request("POST", `/channels/${news}/followers`, { webhook_channel_id: lobby });
  const id = await post(stage, news);
  const copies = async () =>
    (await stage.rest.get(`/channels/${lobby}/messages`)) as readonly Record<string, unknown>[];
  expect(await copies()).toEqual([]);
  await publish(stage, news, id);
  expect(await copies()).toMatchObject([
    {
      content: "We are back.",
      flags: 2,
      webhook_id: body["webhook_id"],
      author: { id: body["webhook_id"], bot: true },
      message_reference: { channel_id: news, message_id: id, guild_id: stage.discord.guildId },
    },
  ]);
});
