import { expect, onTestFinished, test } from "vitest";
import { createCommunitySide } from "../../../src/discord/channels/community-posts.ts";
import { createInteractions } from "../../../src/discord/interactions/interactions.ts";
import { createMemberSide } from "../../../src/discord/outbound/outbound.ts";
import { createRest } from "../../../src/discord/rest/rest.ts";
import { createThreadPlaces } from "../../../src/discord/channels/threads.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import type { MemberId } from "../../../src/domain/ids.ts";
import { silentLog } from "../../../src/domain/log.ts";
import { startFakeRest } from "../support/fake-rest.ts";
import { never } from "../support/member-side-bench.ts";
import { BOT_ID, GUILD_ID, MEMBER_ID, newId, TOKEN } from "../support/wire.ts";

const HELP = "300000000000000044";
const STRANGER = "200000000000000666";
const MADE = "300000000000000045";
const PRIVATE = 12;
const PUBLIC = 11;

/** A server with one active thread under the help channel; gives what it was asked. */
async function openServer(thread: { readonly name: string; readonly type: number; readonly owner: string }) {
  const discord = await startFakeRest();
  onTestFinished(() => discord[Symbol.asyncDispose]());
  const found = newId();
  const active = {
    id: found,
    name: thread.name,
    type: thread.type,
    owner_id: thread.owner,
    parent_id: HELP,
    thread_metadata: { archived: false, locked: false },
  };
  discord.on(`GET /guilds/${GUILD_ID}/threads/active`, () => ({ status: 200, body: { threads: [active] } }));
  discord.on("GET /users/@me", () => ({ status: 200, body: { id: BOT_ID } }));
  discord.on(`GET /channels/${HELP}`, () => ({
    status: 200,
    body: { id: HELP, type: 15, available_tags: [] },
  }));
  discord.on(`POST /channels/${HELP}/threads`, () => ({ status: 201, body: { id: MADE } }));
  for (const id of [found, MADE])
    discord.on(`PUT /channels/${id}/thread-members/${MEMBER_ID}`, () => ({ status: 204 }));
  return { found, rest: createRest({ token: TOKEN, api: discord.api }) };
}

async function openedThread(thread: { readonly type: number; readonly owner: string }) {
  const { found, rest } = await openServer({ ...thread, name: `Mia · ${MEMBER_ID}` });
  const side = createMemberSide({
    rest,
    guildId: GUILD_ID,
    interactions: createInteractions({
      rest,
      clock: systemClock,
      log: silentLog,
      suggestions: () => [],
      formOf: () => null,
    }),
    threads: createThreadPlaces(),
    help: { guildId: GUILD_ID, channelId: HELP },
    allowed: { hosts: [], loopback: true },
    clock: systemClock,
    log: silentLog,
  });
  const member = { memberId: MEMBER_ID as MemberId, displayName: "Mia", threadId: null };
  const id = await side.openThread(member, never);
  return id === found ? "the one that was there" : "a new one";
}

test("a private thread that an earlier try made is used again", async () => {
  expect(await openedThread({ type: PRIVATE, owner: BOT_ID })).toBe("the one that was there");
});

test.each([
  ["a private thread of somebody else", { type: PRIVATE, owner: STRANGER }],
  ["a public thread of somebody else", { type: PUBLIC, owner: STRANGER }],
  ["a public thread of ours", { type: PUBLIC, owner: BOT_ID }],
])("%s that has the member's name is not where they are put", async (_, thread) => {
  expect(await openedThread(thread)).toBe("a new one");
});

test.each([
  [BOT_ID, "the one that was there"],
  [STRANGER, MADE],
])("a post of %s's that has the name of ours is what an earlier try made: %s", async (owner, expected) => {
  const { found, rest } = await openServer({ name: "1: It crashes", type: PUBLIC, owner });
  const allowed = { hosts: [], loopback: true };
  const side = createCommunitySide({ rest, guildId: GUILD_ID, allowed, clock: systemClock });
  const content = {
    title: "1: It crashes",
    text: "Bug",
    details: [],
    tone: "open" as const,
    tags: [],
    buttons: [],
  };
  const decidedAt = Date.now();
  const post = { channelId: HELP, key: "line.case.1", content, earlier: null, inDoubt: true, decidedAt };
  const { threadId } = await side.publish(post, never);
  expect(threadId === found ? "the one that was there" : threadId).toBe(expected);
});
