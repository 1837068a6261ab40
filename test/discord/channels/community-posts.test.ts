import { expect, it } from "vitest";
import type { CommunityPost, PostContent } from "../../../src/bridge/ports.ts";
import { createCommunitySide } from "../../../src/discord/channels/community-posts.ts";
import { createRest } from "../../../src/discord/rest/rest.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import type { FileId } from "../../../src/domain/ids.ts";
import { openStage, type Stage } from "../../sandbox/discord/stage.ts";
import { failureOf } from "../support/failure-of.ts";

const never = new AbortController().signal;

function sideOf({ discord }: Stage) {
  return createCommunitySide({
    rest: createRest({ token: discord.token, api: discord.api }),
    guildId: discord.guildId,
    allowed: { hosts: [], loopback: true },
    clock: systemClock,
  });
}

const content: PostContent = {
  title: "1: It crashes",
  text: "Bug **1**: reported @everyone",
  details: ["On start"],
  tone: "open",
  tags: ["open", "unknown"],
  buttons: [{ label: "Me too", action: "me-too", subject: "1", everywhere: true }],
};

const post = (channelId: string, over: Partial<CommunityPost> = {}): CommunityPost => ({
  channelId,
  key: "line.case.1",
  content,
  earlier: null,
  inDoubt: false,
  decidedAt: Date.now(),
  ...over,
});

async function channel(stage: Stage, over: object): Promise<string> {
  const made = await stage.request("POST", `/guilds/${stage.discord.guildId}/channels`, {
    name: "bugs",
    ...over,
  });
  return String(made.body["id"]);
}

const forum = { type: 15, available_tags: [{ name: "open" }, { name: "fixed" }] };

async function writes(stage: Stage): Promise<number> {
  const written = new Set(["POST /channels/{channel_id}/messages", "POST /channels/{channel_id}/threads"]);
  return (await stage.tape("discord")).filter(({ route }) => written.has(route ?? "")).length;
}

it.each([
  ["a text channel", { type: 0 }],
  ["a forum", forum],
])(
  "in %s a post is written once, brought up to date, and written anew when somebody deleted it",
  async (_, kind) => {
    await using stage = await openStage();
    const id = await channel(stage, kind);
    const side = sideOf(stage);
    const first = await side.publish(post(id), never);
    expect(first.link).toContain(`/${stage.discord.guildId}/${first.threadId ?? id}`);
    // Another process, which knows of no try, finds it again.
    expect(await sideOf(stage).publish(post(id, { inDoubt: true }), never)).toEqual(first);
    expect(await writes(stage)).toBe(1);
    const fixed = {
      ...content,
      title: "1: It crashed",
      text: "Bug **1**: fixed",
      tags: ["fixed"],
      buttons: [],
    };
    await side.publish(post(id, { earlier: first, content: fixed }), never);
    const place = first.threadId ?? id;
    const shown = await stage.request("GET", `/channels/${place}/messages/${first.postId}`);
    expect(shown.body).toMatchObject({
      content: "Bug **1**: fixed",
      components: [],
      mention_everyone: false,
    });
    await stage.request(
      "DELETE",
      first.threadId === null ? `/channels/${id}/messages/${first.postId}` : `/channels/${place}`,
    );
    const again = await side.publish(post(id, { earlier: first }), never);
    expect(again.postId).not.toBe(first.postId);
    expect(await writes(stage)).toBe(2);
  },
);

it("a forum's post that was archived is brought back, with its tag and name", async () => {
  await using stage = await openStage();
  const id = await channel(stage, forum);
  const side = sideOf(stage);
  const first = await side.publish(post(id), never);
  await stage.control("PUT", `/discord/threads/${first.threadId}`, { archived: true, locked: false });
  const fixed = { ...content, title: "1: It crashed", tags: ["fixed"] };
  await side.publish(post(id, { earlier: first, content: fixed }), never);
  expect(await stage.control("GET", "/discord/threads")).toMatchObject({
    threads: [{ name: "1: It crashed", tags: ["fixed"], archived: false }],
  });
});

it("a forum that asks for a tag we do not have, and a channel that is closed to us, say so", async () => {
  await using stage = await openStage();
  const deny = (bits: bigint) => ({
    permission_overwrites: [{ id: stage.discord.botId, type: 1, allow: "0", deny: String(bits) }],
  });
  const side = sideOf(stage);
  const strict = await channel(stage, { ...forum, flags: 1 << 4, ...deny(1n << 34n) });
  const untagged = { ...content, tags: [] };
  expect(await failureOf(side.publish(post(strict, { content: untagged }), never))).toMatchObject({
    code: "discord.refused",
  });
  const closed = await channel(stage, { type: 0, ...deny(1n << 11n) });
  expect(await failureOf(side.publish(post(closed), never))).toMatchObject({ code: "discord.permission" });
});

it("a file that was sent with a form cannot be had once its address has expired", async () => {
  await using stage = await openStage();
  const url = `${stage.sandbox.url}/discord/cdn/ephemeral-attachments/1/2/a?ex=1&is=1&hm=0`;
  const file = {
    from: "report",
    fileId: "2" as FileId,
    name: "a",
    contentType: null,
    bytes: 1,
    url,
  } as const;
  const open = (over: object) =>
    failureOf(sideOf(stage).openFile({ ...file, message: null, ...over }, never));
  expect(await open({})).toMatchObject({ code: "file.refused" });
  expect(await open({ url: "https://evil.example/a" })).toMatchObject({ code: "file.refused" });
});
