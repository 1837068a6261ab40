import { describe, expect, it } from "vitest";
import type { Card } from "../../../src/bridge/effect.ts";
import type { MemberCard } from "../../../src/bridge/ports.ts";
import type { PlaceId, PostId } from "../../../src/domain/ids.ts";
import { failureOf } from "../support/failure-of.ts";
import { never, PLACE, POST, useMemberSideBench } from "../support/member-side-bench.ts";
import { DM_ID, newId } from "../support/wire.ts";

const bench = useMemberSideBench();
const OLD = newId() as PostId;
const PATCH = `PATCH /channels/${DM_ID}/messages/${OLD}` as const;
const DELETE = `DELETE /channels/${DM_ID}/messages/${OLD}` as const;

const card: Card = {
  text: "Alex has joined.",
  details: ["Case 7", "You can write here"],
  tone: "live",
  agent: { name: "Alex", picture: "https://example.com/alex.png" },
  buttons: [{ label: "Talk", action: "human", subject: "" }],
};

function shown(over: Partial<MemberCard> = {}): MemberCard {
  return {
    placeId: PLACE,
    key: "key",
    card,
    silent: false,
    earlier: null,
    inDoubt: false,
    decidedAt: Date.now(),
    ...over,
  };
}

const edited = { placeId: PLACE, postId: OLD, by: "edit" } as const;
const replaced = { placeId: PLACE, postId: OLD, by: "replace" } as const;

describe("a status card", () => {
  it("says its sentence as text, the rest beside it, and pings nobody", async () => {
    await bench().side.show(shown(), never);
    expect(bench().sent()[0]).toMatchObject({
      content: "Alex has joined.",
      embeds: [
        {
          description: "Case 7\nYou can write here",
          author: { name: "Alex", icon_url: "https://example.com/alex.png" },
        },
      ],
      enforce_nonce: true,
      allowed_mentions: { parse: [] },
    });
    expect(bench().sent()[0]).not.toHaveProperty("flags");
  });

  it("has no embed when there is nothing to put into it, and no picture that is not on the web", async () => {
    await bench().side.show(shown({ card: { ...card, details: [], agent: null }, silent: true }), never);
    const agent = { name: "x".repeat(300), picture: "javascript:alert(1)" };
    await bench().side.show(shown({ key: "other", card: { ...card, agent } }), never);
    expect(bench().sent()[0]).toMatchObject({ embeds: [], flags: 4096 });
    expect(bench().sent()[1]).toMatchObject({ embeds: [{ author: { name: "x".repeat(256) } }] });
    expect(JSON.stringify(bench().sent()[1])).not.toContain("javascript");
  });

  it("is edited in place", async () => {
    bench().discord.on(PATCH, () => ({ status: 200, body: { id: OLD } }));
    expect(await bench().side.show(shown({ earlier: edited }), never)).toBe(OLD);
    expect(bench().sent()).toEqual([]);
    expect(bench().discord.of(PATCH)[0]?.body).toMatchObject({
      content: "Alex has joined.",
      allowed_mentions: { parse: [] },
    });
  });

  it("that somebody deleted, or that was edited too often, is written anew", async () => {
    for (const refusal of [
      { status: 404, body: { code: 10_008, message: "Unknown Message" } },
      { status: 400, body: { code: 30_046, message: "Maximum number of edits to old messages reached" } },
    ]) {
      bench().discord.on(PATCH, () => refusal);
      const key = String(refusal.status);
      expect(await bench().side.show(shown({ key, earlier: edited }), never)).not.toBe(OLD);
    }
    expect(bench().sent()).toHaveLength(2);
  });

  it("is written below everything else before the one it replaces is removed", async () => {
    bench().discord.on(DELETE, () => ({ status: 204 }));
    expect(await bench().side.show(shown({ earlier: replaced }), never)).not.toBe(OLD);
    expect(bench().discord.received.map(({ method }) => method)).toEqual(["POST", "DELETE"]);
  });

  it("is written even when the one it replaces is gone, or lies where we may no longer go", async () => {
    bench().discord.on(DELETE, () => ({ status: 403, body: { code: 50_001, message: "Missing Access" } }));
    expect(await bench().side.show(shown({ earlier: replaced }), never)).not.toBe(OLD);
    const elsewhere = { ...replaced, placeId: "600000000000000009" as PlaceId };
    expect(await bench().side.show(shown({ key: "2", earlier: elsewhere }), never)).not.toBe(OLD);
  });

  it("is in doubt once it was written, however surely the one it replaces was not removed", async () => {
    bench().discord.on(DELETE, () => ({ status: 400, body: { code: 40_003, message: "too fast" } }));
    const failure = await failureOf(bench().side.show(shown({ earlier: replaced }), never));
    expect(failure).toMatchObject({ code: "discord.rate-limited", retry: true, certain: false });
    expect(bench().sent()).toHaveLength(1);
  });

  it("in doubt is looked for before it is written", async () => {
    await bench().side.show(shown(), never);
    const there = { id: newId(), content: card.text, nonce: bench().sent()[0]?.nonce, author: { bot: true } };
    bench().discord.on(`GET /channels/${DM_ID}/messages`, () => ({ status: 200, body: [there] }));
    expect(await bench().side.show(shown({ inDoubt: true }), never)).toBe(there.id);
    expect(bench().sent()).toHaveLength(1);
  });

  it("stays in doubt however surely a later try did nothing", async () => {
    bench().discord.on(`GET /channels/${DM_ID}/messages`, () => ({ status: 200, body: [] }));
    bench().discord.on(POST, () => ({ status: 403, body: { code: 50_007, message: "closed" } }));
    const failure = await failureOf(bench().side.show(shown({ inDoubt: true }), never));
    expect(failure).toMatchObject({ code: "member.unreachable", certain: false });
    expect(await failureOf(bench().side.show(shown(), never))).toMatchObject({ certain: true });
  });
});
