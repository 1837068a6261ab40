import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MemberLine, MemberSide } from "../../src/bridge/ports.ts";
import { createInteractions, type Interactions } from "../../src/discord/interactions.ts";
import { createMemberSide } from "../../src/discord/outbound.ts";
import { createRest } from "../../src/discord/rest.ts";
import { snowflakeAt } from "../../src/discord/snowflake.ts";
import { systemClock } from "../../src/domain/clock.ts";
import type { InteractionId, MemberId, PlaceId } from "../../src/domain/ids.ts";
import { silentLog } from "../../src/domain/log.ts";
import { failureOf } from "./support/failure-of.ts";
import { startFakeRest, type FakeRest } from "./support/fake-rest.ts";
import {
  APPLICATION_ID,
  BOT_ID,
  DM_ID,
  MEMBER_ID,
  newId,
  slashCommand,
  TOKEN,
  until,
} from "./support/wire.ts";

const PLACE = DM_ID as PlaceId;
const POST = `POST /channels/${DM_ID}/messages` as const;
const LIST = `GET /channels/${DM_ID}/messages` as const;
const never = new AbortController().signal;

interface Body {
  readonly content: string;
  readonly nonce: string;
  readonly enforce_nonce: boolean;
  readonly allowed_mentions: unknown;
  readonly components: readonly { readonly components: readonly Record<string, unknown>[] }[];
}

let discord: FakeRest;
let side: MemberSide;
let interactions: Interactions;

beforeEach(async () => {
  discord = await startFakeRest();
  const rest = createRest({ token: TOKEN, api: discord.api });
  interactions = createInteractions({ rest, clock: systemClock, log: silentLog });
  side = createMemberSide({ rest, interactions, clock: systemClock, log: silentLog });
  discord.on(POST, () => ({ status: 200, body: { id: newId() } }));
});

afterEach(async () => {
  await discord[Symbol.asyncDispose]();
});

function line(text: string, over: Partial<MemberLine> = {}): MemberLine {
  return {
    placeId: PLACE,
    key: `key of ${text}`,
    text,
    buttons: [],
    inDoubt: false,
    decidedAt: Date.now(),
    ...over,
  };
}

const sent = () => discord.of(POST).map(({ body }) => body as Body);

/** A message of ours as GET gives it. */
function ours(content: string, over: Record<string, unknown> = {}): Record<string, unknown> & { id: string } {
  return { id: newId(), type: 0, channel_id: DM_ID, author: { id: BOT_ID, bot: true }, content, ...over };
}

describe("a place", () => {
  it("is the member's direct messages", async () => {
    discord.on("POST /users/@me/channels", () => ({ status: 200, body: { id: DM_ID, type: 1 } }));
    expect(await side.openPlace(MEMBER_ID as MemberId, never)).toBe(DM_ID);
    expect(discord.received[0]?.body).toEqual({ recipient_id: MEMBER_ID });
  });

  it("cannot be opened where the member does not allow it", async () => {
    discord.on("POST /users/@me/channels", () => ({
      status: 403,
      body: { code: 50_007, message: "Cannot send messages to this user" },
    }));
    expect(await failureOf(side.openPlace(MEMBER_ID as MemberId, never))).toMatchObject({
      code: "member.unreachable",
    });
  });

  it("is not taken from an answer that Discord never gives", async () => {
    discord.on("POST /users/@me/channels", () => ({ status: 200, body: { hello: "I am a proxy" } }));
    expect(await failureOf(side.openPlace(MEMBER_ID as MemberId, never))).toMatchObject({
      code: "discord.unavailable",
    });
  });
});

describe("a line", () => {
  it("is written as it is, pings nobody and carries its buttons", async () => {
    const buttons = [
      { label: "Talk to a human", action: "human", subject: "c1" },
      { label: "Done", action: "done", subject: "" },
    ];
    await side.say(line("Hi <@1> **you** @everyone", { buttons }), never);
    expect(sent()).toHaveLength(1);
    const [body] = sent();
    expect(body).toMatchObject({
      content: "Hi <@1> **you** @everyone",
      enforce_nonce: true,
      allowed_mentions: { parse: [] },
    });
    expect(body?.components[0]?.components).toMatchObject([
      { type: 2, label: "Talk to a human", custom_id: "fx:human:c1" },
      { type: 2, label: "Done", custom_id: "fx:done:" },
    ]);
  });

  it("has the same nonce at every try, and no other line has it", async () => {
    await side.say(line("a", { key: "1" }), never);
    await side.say(line("a", { key: "1" }), never);
    await side.say(line("a", { key: "2" }), never);
    const [first, again, other] = sent().map(({ nonce }) => nonce);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(first).toMatch(/^[\w-]{25}$/);
  });

  it("that is too long goes out in parts, in order, buttons last, each with a nonce of its own", async () => {
    const text = `${"word ".repeat(450)}\n${"wörd 👋 ".repeat(300)}`;
    const id = await side.say(line(text, { buttons: [{ label: "x", action: "x", subject: "" }] }), never);
    expect(sent().length).toBeGreaterThan(1);
    expect(sent().every(({ content }) => Array.from(content).length <= 2_000)).toBe(true);
    expect(
      sent()
        .map(({ content }) => content.replaceAll(/\s+/g, " ").trim())
        .join(" "),
    ).toBe(text.replaceAll(/\s+/g, " ").trim());
    expect(sent().map(({ components }) => components.length)).toEqual([
      ...sent()
        .slice(1)
        .map(() => 0),
      1,
    ]);
    expect(new Set(sent().map(({ nonce }) => nonce)).size).toBe(sent().length);
    expect(id).toMatch(/^\d+$/);
  });

  it("waits for the one before it in the same place", async () => {
    let running = 0;
    let most = 0;
    discord.on(POST, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return { status: 200, body: { id: newId() } };
    });
    const halves = Array.from({ length: 6 }, (_, n) => [`${n}`.repeat(1_990), `${n}`.repeat(500)] as const);
    await Promise.all(halves.map((both) => side.say(line(both.join(" ")), never)));
    expect(sent().map(({ content }) => content)).toEqual(halves.flat());
    expect(most).toBe(1);
  });

  it("of another place does not wait", async () => {
    discord.on(POST, () => "hang");
    const other = "300000000000000009";
    discord.on(`POST /channels/${other}/messages`, () => ({ status: 200, body: { id: newId() } }));
    const controller = new AbortController();
    const stuck = failureOf(side.say(line("stuck"), controller.signal));
    await until(() => sent().length === 1);
    await side.say(line("free", { placeId: other as PlaceId }), never);
    controller.abort();
    expect(await stuck).toMatchObject({ code: "network.timeout", certain: false });
  });

  it("that failed after its first part is in doubt, however surely the second did not go", async () => {
    discord.on(POST, () =>
      sent().length === 1
        ? { status: 200, body: { id: newId() } }
        : { status: 403, body: { code: 50_007, message: "Cannot send messages to this user" } },
    );
    const failure = await failureOf(side.say(line("word ".repeat(500)), never));
    expect(failure).toMatchObject({ code: "member.unreachable", certain: false });
  });
});

describe("a line in doubt", () => {
  it("is not written again when the earlier try is there", async () => {
    await side.say(line("hello", { key: "k" }), never);
    const nonce = sent()[0]?.nonce;
    const there = ours("Discord may have changed it", { nonce });
    discord.on(LIST, () => ({ status: 200, body: [there] }));
    expect(await side.say(line("hello", { key: "k", inDoubt: true }), never)).toBe(there.id);
    expect(sent()).toHaveLength(1);
  });

  it("is looked for from before it was decided, by an hour of clock", async () => {
    discord.on(LIST, () => ({ status: 200, body: [] }));
    const decidedAt = Date.now() - 5 * 60_000;
    await side.say(line("hello", { inDoubt: true, decidedAt }), never);
    expect(discord.of(LIST)[0]?.query.get("after")).toBe(snowflakeAt(decidedAt - 3_600_000));
    expect(sent()).toHaveLength(1);
  });

  it("is looked for page by page, from the oldest on", async () => {
    await side.say(line("hello", { key: "k" }), never);
    const nonce = sent()[0]?.nonce;
    const chatter = Array.from({ length: 100 }, (_, n) =>
      ours(`chatter ${n}`, { author: { id: MEMBER_ID } }),
    ).toReversed();
    const there = ours("hello", { nonce });
    discord.on(LIST, ({ query }) => ({
      status: 200,
      body: query.get("after") === chatter[0]?.id ? [there] : chatter,
    }));
    expect(await side.say(line("hello", { key: "k", inDoubt: true }), never)).toBe(there.id);
    expect(discord.of(LIST)).toHaveLength(2);
  });

  it("is recognised by its text where Discord does not give nonces", async () => {
    const there = ours("hello  ");
    discord.on(LIST, () => ({ status: 200, body: [there] }));
    expect(await side.say(line("hello", { inDoubt: true }), never)).toBe(there.id);
    expect(sent()).toEqual([]);
  });

  it.each([
    ["of the member", ours("hello", { author: { id: MEMBER_ID } })],
    ["with another line's nonce", ours("hello", { nonce: "another" })],
    ["from before the line was decided", ours("hello", { id: newId(Date.now() - 60_000) })],
  ])("is not taken for the same text %s", async (_name, message) => {
    discord.on(LIST, () => ({ status: 200, body: [message] }));
    await side.say(line("hello", { inDoubt: true }), never);
    expect(sent()).toHaveLength(1);
  });

  it("of two parts gets only the part that is missing", async () => {
    const text = `${"a".repeat(1_990)} ${"b".repeat(500)}`;
    await side.say(line(text, { key: "k" }), never);
    const nonce = sent()[0]?.nonce;
    discord.on(LIST, () => ({ status: 200, body: [ours("first", { nonce })] }));
    await side.say(line(text, { key: "k", inDoubt: true }), never);
    expect(sent().map(({ content }) => content[0])).toEqual(["a", "b", "b"]);
  });

  it("stays in doubt when the look-up fails", async () => {
    discord.on(LIST, () => ({ status: 404, body: { code: 10_003, message: "Unknown Channel" } }));
    const failure = await failureOf(side.say(line("hello", { inDoubt: true }), never));
    expect(failure).toMatchObject({ code: "discord.not-found", certain: false });
    expect(sent()).toEqual([]);
  });
});

describe("the reply to a command", () => {
  const command = slashCommand("helpme");
  const id = command.id as InteractionId;
  const callback = `POST /interactions/${command.id}/${String(command.token)}/callback` as const;
  const original = `PATCH /webhooks/${APPLICATION_ID}/${String(command.token)}/messages/@original` as const;
  const arrive = () => interactions.arrived(command as never, false);

  it("waits for the acknowledgement, and leads to the place", async () => {
    const acknowledged = Promise.withResolvers<void>();
    discord.on(callback, async () => {
      await acknowledged.promise;
      return { status: 204 };
    });
    discord.on(original, () => ({ status: 200, body: { id: newId() } }));
    arrive();
    const replied = side.reply({ interactionId: id, text: "I wrote to you.", place: PLACE }, never);
    await until(() => discord.of(callback).length === 1);
    expect(discord.of(original)).toEqual([]);
    acknowledged.resolve();
    await replied;
    expect(discord.of(original)[0]?.body).toEqual({
      content: `I wrote to you.\nhttps://discord.com/channels/@me/${DM_ID}`,
      allowed_mentions: { parse: [] },
    });
    expect(discord.of(original)[0]?.headers.authorization).toBeUndefined();
  });

  it.each([
    [404, 10_015],
    [401, 50_027],
    [401, 0],
    [404, 10_008],
  ])("is gone when Discord answers %i with %i", async (status, code) => {
    discord.on(callback, () => ({ status: 204 }));
    discord.on(original, () => ({ status, body: { code, message: "Refused" } }));
    arrive();
    const failure = await failureOf(side.reply({ interactionId: id, text: "x", place: null }, never));
    expect(failure.code).toBe("discord.interaction-gone");
    // The bot's own token is none the worse for it.
    await side.say(line("still here"), never);
  });

  it("is gone when this process never saw the command", async () => {
    const failure = await failureOf(side.reply({ interactionId: id, text: "x", place: null }, never));
    expect(failure.code).toBe("discord.interaction-gone");
    expect(discord.received).toEqual([]);
  });
});
