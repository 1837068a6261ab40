import { describe, expect, it } from "vitest";
import { snowflakeAt } from "../../../src/discord/snowflake.ts";
import { failureOf } from "../support/failure-of.ts";
import { line, never, useMemberSideBench } from "../support/member-side-bench.ts";
import { BOT_ID, DM_ID, MEMBER_ID, newId } from "../support/wire.ts";

const LIST = `GET /channels/${DM_ID}/messages` as const;
const bench = useMemberSideBench();

/** A message of ours as GET gives it. */
function ours(content: string, over: Record<string, unknown> = {}): Record<string, unknown> & { id: string } {
  return { id: newId(), type: 0, channel_id: DM_ID, author: { id: BOT_ID, bot: true }, content, ...over };
}

describe("a line in doubt", () => {
  it("is not written again when the earlier try is there", async () => {
    await bench().side.say(line("hello", { key: "k" }), never);
    const nonce = bench().sent()[0]?.nonce;
    const there = ours("Discord may have changed it", { nonce });
    bench().discord.on(LIST, () => ({ status: 200, body: [there] }));
    expect(await bench().side.say(line("hello", { key: "k", inDoubt: true }), never)).toEqual([there.id]);
    expect(bench().sent()).toHaveLength(1);
  });

  it("is looked for alone when it is too late to say it", async () => {
    const there = ours("hello");
    bench().discord.on(LIST, () => ({ status: 200, body: [there] }));
    const tooLate = { inDoubt: true, tooLate: true } as const;
    expect(await bench().side.say(line("hello", tooLate), never)).toEqual([there.id]);
    expect(await bench().side.say(line("never said", tooLate), never)).toEqual([]);
    expect(bench().sent()).toEqual([]);
  });

  it("is looked for from before it was decided, by an hour of clock", async () => {
    bench().discord.on(LIST, () => ({ status: 200, body: [] }));
    const decidedAt = Date.now() - 5 * 60_000;
    await bench().side.say(line("hello", { inDoubt: true, decidedAt }), never);
    expect(bench().discord.of(LIST)[0]?.query.get("after")).toBe(snowflakeAt(decidedAt - 3_600_000));
    expect(bench().sent()).toHaveLength(1);
  });

  it("is looked for page by page, from the oldest on", async () => {
    await bench().side.say(line("hello", { key: "k" }), never);
    const nonce = bench().sent()[0]?.nonce;
    const chatter = Array.from({ length: 100 }, (_, n) =>
      ours(`chatter ${n}`, { author: { id: MEMBER_ID } }),
    ).toReversed();
    const there = ours("hello", { nonce });
    bench().discord.on(LIST, ({ query }) => ({
      status: 200,
      body: query.get("after") === chatter[0]?.id ? [there] : chatter,
    }));
    expect(await bench().side.say(line("hello", { key: "k", inDoubt: true }), never)).toEqual([there.id]);
    expect(bench().discord.of(LIST)).toHaveLength(2);
  });

  it("is recognised by its text where Discord does not give nonces", async () => {
    const there = ours("hello  ");
    bench().discord.on(LIST, () => ({ status: 200, body: [there] }));
    expect(await bench().side.say(line("hello", { inDoubt: true }), never)).toEqual([there.id]);
    expect(bench().sent()).toEqual([]);
  });

  it.each([
    ["of the member", ours("hello", { author: { id: MEMBER_ID } })],
    ["with another line's nonce", ours("hello", { nonce: "another" })],
    ["from before the line was decided", ours("hello", { id: newId(Date.now() - 60_000) })],
  ])("is not taken for the same text %s", async (_name, message) => {
    bench().discord.on(LIST, () => ({ status: 200, body: [message] }));
    await bench().side.say(line("hello", { inDoubt: true }), never);
    expect(bench().sent()).toHaveLength(1);
  });

  it("is not taken for another line with the same text that this process has written", async () => {
    const [first] = await bench().side.say(line("hello", { key: "1" }), never);
    bench().discord.on(LIST, () => ({ status: 200, body: [ours("hello", { id: first })] }));
    const [second] = await bench().side.say(line("hello", { key: "2", inDoubt: true }), never);
    expect(second).not.toBe(first);
    expect(await bench().side.say(line("hello", { key: "1", inDoubt: true }), never)).toEqual([first]);
    expect(bench().sent()).toHaveLength(2);
  });

  it("of two parts gets only the part that is missing", async () => {
    const text = `${"a".repeat(1_990)} ${"b".repeat(500)}`;
    await bench().side.say(line(text, { key: "k" }), never);
    const nonce = bench().sent()[0]?.nonce;
    bench().discord.on(LIST, () => ({ status: 200, body: [ours("first", { nonce })] }));
    await bench().side.say(line(text, { key: "k", inDoubt: true }), never);
    expect(
      bench()
        .sent()
        .map(({ content }) => content[0]),
    ).toEqual(["a", "b", "b"]);
  });

  it("stays in doubt when the look-up fails", async () => {
    bench().discord.on(LIST, () => ({ status: 404, body: { code: 10_003, message: "Unknown Channel" } }));
    const failure = await failureOf(bench().side.say(line("hello", { inDoubt: true }), never));
    expect(failure).toMatchObject({ code: "discord.not-found", certain: false });
    expect(bench().sent()).toEqual([]);
  });
});
