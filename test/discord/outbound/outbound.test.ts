import { describe, expect, it } from "vitest";
import type { MemberCommanded } from "../../../src/domain/event.ts";
import type { InteractionId, MemberId, PlaceId, PostId } from "../../../src/domain/ids.ts";
import { failureOf } from "../support/failure-of.ts";
import { line, never, PLACE, POST, useMemberSideBench } from "../support/member-side-bench.ts";
import { APPLICATION_ID, DM_ID, MEMBER_ID, newId, slashCommand, until } from "../support/wire.ts";

const bench = useMemberSideBench();

describe("a place", () => {
  it("is the member's direct messages", async () => {
    bench().discord.on("POST /users/@me/channels", () => ({ status: 200, body: { id: DM_ID, type: 1 } }));
    expect(await bench().side.openPlace(MEMBER_ID as MemberId, never)).toBe(DM_ID);
    expect(bench().discord.received[0]?.body).toEqual({ recipient_id: MEMBER_ID });
  });

  it("cannot be opened where the member does not allow it", async () => {
    bench().discord.on("POST /users/@me/channels", () => ({
      status: 403,
      body: { code: 50_007, message: "Cannot send messages to this user" },
    }));
    expect(await failureOf(bench().side.openPlace(MEMBER_ID as MemberId, never))).toMatchObject({
      code: "member.unreachable",
    });
  });

  it("is not taken from an answer that Discord never gives", async () => {
    bench().discord.on("POST /users/@me/channels", () => ({ status: 200, body: { hello: "I am a proxy" } }));
    expect(await failureOf(bench().side.openPlace(MEMBER_ID as MemberId, never))).toMatchObject({
      code: "discord.unavailable",
    });
  });
});

describe("that somebody writes", () => {
  const TYPING = `POST /channels/${DM_ID}/typing` as const;

  it("is shown, and not in a flood: it would come too late and take the place of a line", async () => {
    bench().discord.on(TYPING, () => ({ status: 204 }));
    await bench().side.showTyping(PLACE, never);
    expect(bench().discord.of(TYPING)).toHaveLength(1);
    await Promise.all(Array.from({ length: 50 }, () => bench().side.showTyping(PLACE, never)));
    expect(bench().discord.of(TYPING).length).toBeLessThan(25);
  });
});

describe("a line", () => {
  it("is written as it is, pings nobody and carries its buttons", async () => {
    const buttons = [
      { label: "Talk to a human", action: "human", subject: "c1" },
      { label: "Done", action: "done", subject: "" },
    ];
    await bench().side.say(line("Hi <@1> **you** @everyone", { buttons }), never);
    expect(bench().sent()).toHaveLength(1);
    const [body] = bench().sent();
    expect(body).toMatchObject({
      content: "Hi <\u200B@1> **you** @\u200Beveryone",
      enforce_nonce: true,
      allowed_mentions: { parse: [] },
    });
    expect(body?.components[0]?.components).toMatchObject([
      { type: 2, label: "Talk to a human", custom_id: "fx:human:c1" },
      { type: 2, label: "Done", custom_id: "fx:done:" },
    ]);
  });

  it("goes out with a button whose label has more than Discord takes, cut to that", async () => {
    const label = `x${"🚀".repeat(69)}`;
    await bench().side.say(line("a", { buttons: [{ label, action: "x", subject: "" }] }), never);
    const shown = String(bench().sent()[0]?.components[0]?.components[0]?.["label"]);
    expect(shown).toBe(`x${"🚀".repeat(39)}`);
  });

  it("has the same nonce at every try, and no other line has it", async () => {
    await bench().side.say(line("a", { key: "1" }), never);
    await bench().side.say(line("a", { key: "1" }), never);
    await bench().side.say(line("a", { key: "2" }), never);
    const [first, again, other] = bench()
      .sent()
      .map(({ nonce }) => nonce);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(first).toMatch(/^[\w-]{25}$/);
  });

  it("that is too long goes out in parts, in order, buttons last, each with a nonce of its own", async () => {
    const text = `${"word ".repeat(450)}\n${"wörd 👋 ".repeat(300)}`;
    const ids = await bench().side.say(
      line(text, { buttons: [{ label: "x", action: "x", subject: "" }] }),
      never,
    );
    expect(bench().sent().length).toBeGreaterThan(1);
    expect(
      bench()
        .sent()
        .every(({ content }) => Array.from(content).length <= 2_000),
    ).toBe(true);
    expect(
      bench()
        .sent()
        .map(({ content }) => content.replaceAll(/\s+/g, " ").trim())
        .join(" "),
    ).toBe(text.replaceAll(/\s+/g, " ").trim());
    expect(
      bench()
        .sent()
        .map(({ components }) => components.length),
    ).toEqual([
      ...bench()
        .sent()
        .slice(1)
        .map(() => 0),
      1,
    ]);
    expect(
      new Set(
        bench()
          .sent()
          .map(({ nonce }) => nonce),
      ).size,
    ).toBe(bench().sent().length);
    expect(ids).toHaveLength(bench().sent().length);
  });

  it("waits for the one before it in the same place", async () => {
    let running = 0;
    let most = 0;
    bench().discord.on(POST, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return { status: 200, body: { id: newId() } };
    });
    const halves = Array.from({ length: 6 }, (_, n) => [`${n}`.repeat(1_990), `${n}`.repeat(500)] as const);
    await Promise.all(halves.map((both) => bench().side.say(line(both.join(" ")), never)));
    expect(
      bench()
        .sent()
        .map(({ content }) => content),
    ).toEqual(halves.flat());
    expect(most).toBe(1);
  });

  it("of another place does not wait", async () => {
    bench().discord.on(POST, () => "hang");
    const other = "300000000000000009";
    bench().discord.on(`POST /channels/${other}/messages`, () => ({ status: 200, body: { id: newId() } }));
    const controller = new AbortController();
    const stuck = failureOf(bench().side.say(line("stuck"), controller.signal));
    await until(() => bench().sent().length === 1);
    await bench().side.say(line("free", { placeId: other as PlaceId }), never);
    controller.abort();
    expect(await stuck).toMatchObject({ code: "network.timeout", certain: false });
  });

  it("that failed after its first part is in doubt, however surely the second did not go", async () => {
    bench().discord.on(POST, () =>
      bench().sent().length === 1
        ? { status: 200, body: { id: newId() } }
        : { status: 403, body: { code: 50_007, message: "Cannot send messages to this user" } },
    );
    const failure = await failureOf(bench().side.say(line("word ".repeat(500)), never));
    expect(failure).toMatchObject({ code: "member.unreachable", certain: false });
  });
});

describe("a changed line", () => {
  it("that failed after a part was added is in doubt, however surely the next did not go", async () => {
    const post = newId() as PostId;
    bench().discord.on(`PATCH /channels/${DM_ID}/messages/${post}`, () => ({
      status: 200,
      body: { id: post },
    }));
    bench().discord.on(POST, () =>
      bench().sent().length > 1
        ? { status: 400, body: { code: 40_003, message: "too fast" } }
        : { status: 200, body: { id: newId() } },
    );
    const text = "word ".repeat(1_200);
    const { placeId, key, inDoubt, decidedAt } = line(text);
    const change = { placeId, key, text, inDoubt, decidedAt, posts: [post] };
    expect(await failureOf(bench().side.edit(change, never))).toMatchObject({
      code: "discord.rate-limited",
      certain: false,
    });
    expect(bench().sent()).toHaveLength(2);
  });
});

describe("the reply to a command", () => {
  const command = slashCommand("helpme");
  const id = command.id as InteractionId;
  const commanded: MemberCommanded = {
    kind: "member.commanded",
    memberId: MEMBER_ID as MemberId,
    displayName: "Mia",
    interactionId: id,
    command: "helpme",
  };
  const callback = `POST /interactions/${command.id}/${String(command.token)}/callback` as const;
  const original = `PATCH /webhooks/${APPLICATION_ID}/${String(command.token)}/messages/@original` as const;
  const arrive = () => bench().interactions.arrived(command as never, commanded, false);

  it("waits for the acknowledgement, and leads to the place", async () => {
    const acknowledged = Promise.withResolvers<void>();
    bench().discord.on(callback, async () => {
      await acknowledged.promise;
      return { status: 204 };
    });
    bench().discord.on(original, () => ({ status: 200, body: { id: newId() } }));
    arrive();
    const replied = bench().side.reply(
      { interactionId: id, text: "I wrote to you.", place: PLACE, buttons: [] },
      never,
    );
    await until(() => bench().discord.of(callback).length === 1);
    expect(bench().discord.of(original)).toEqual([]);
    acknowledged.resolve();
    await replied;
    expect(bench().discord.of(original)[0]?.body).toEqual({
      content: `I wrote to you.\nhttps://discord.com/channels/@me/${DM_ID}`,
      allowed_mentions: { parse: [] },
      components: [],
    });
    expect(bench().discord.of(original)[0]?.headers.authorization).toBeUndefined();
  });

  it.each([
    [404, 10_015],
    [401, 50_027],
    [401, 0],
    [404, 10_008],
  ])("is gone when Discord answers %i with %i", async (status, code) => {
    bench().discord.on(callback, () => ({ status: 204 }));
    bench().discord.on(original, () => ({ status, body: { code, message: "Refused" } }));
    arrive();
    const failure = await failureOf(
      bench().side.reply({ interactionId: id, text: "x", place: null, buttons: [] }, never),
    );
    expect(failure.code).toBe("discord.interaction-gone");
    // The bot's own token is none the worse for it.
    await bench().side.say(line("still here"), never);
  });

  it("is gone when this process never saw the command", async () => {
    const failure = await failureOf(
      bench().side.reply({ interactionId: id, text: "x", place: null, buttons: [] }, never),
    );
    expect(failure.code).toBe("discord.interaction-gone");
    expect(bench().discord.received).toEqual([]);
  });
});
