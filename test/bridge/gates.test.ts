import { describe, expect, it } from "vitest";
import type { Happening } from "../../src/domain/event.ts";
import {
  conversation,
  decideOn,
  facts,
  interactionId,
  kinds,
  member,
  memberId,
  NOW,
  placeId,
  post,
  posts,
  said,
  wrote,
} from "./builders.ts";
import { openGates } from "./open-gates.ts";

const DAY = 24 * 3_600_000;
const helpme: Happening = { kind: "member.commanded", ...facts, interactionId, command: "helpme" };

describe("an account that is too new", () => {
  const gates = { ...openGates, accountAgeMs: 7 * DAY };
  const madeAgo = (happening: Happening, days: number) => ({
    ...happening,
    accountMadeAt: NOW - days * DAY,
  });

  it("is told so by the command's own answer, and from when on it is not", () => {
    const [reply, ...others] = decideOn(madeAgo(helpme, 6), {}, { gates }).effects;
    const time = Math.floor((NOW + DAY) / 1000);
    expect(reply).toMatchObject({ kind: "reply", interactionId, linksToPlace: false });
    expect(reply !== undefined && "text" in reply && reply.text).toContain(`<t:${time}:F>`);
    expect(others).toEqual([]);
  });

  it("is told once where it writes, and nothing begins", () => {
    const first = decideOn(madeAgo(wrote("hello?"), 6), {}, { gates });
    expect(said(first)).toEqual([expect.stringContaining("too new")]);
    expect(kinds(first)).toEqual(["say"]);
    expect(first.conversation).toBeUndefined();
    const again = decideOn(madeAgo(wrote("hello??"), 6), { member: first.member ?? member() }, { gates });
    expect(again).toMatchObject({ ignored: expect.stringContaining("too new"), effects: [] });
  });

  it("goes on with a conversation it has", () => {
    const decision = decideOn(madeAgo(wrote("and?"), 6), { conversation: conversation() }, { gates });
    expect(kinds(decision)).toContain("post");
  });

  it.each([
    ["old enough", 7],
    ["of an age that nobody told", null],
  ])("passes when it is %s, and may be told anew another time", (_, days) => {
    const happening = days === null ? wrote("hello") : madeAgo(wrote("hello"), days);
    const decision = decideOn(
      happening,
      { member: member({ gate: { told: "too-young", usedUpAt: 0 } }) },
      { gates },
    );
    expect(kinds(decision)).toContain("post");
    expect(decision.member?.gate.told).toBeNull();
  });
});

describe("who is blocked", () => {
  const block = { memberId, reason: "insults", since: NOW - 1000, until: NOW + 1000 };
  const withAgent = conversation({ answering: "agent" });

  it("is told the reason and the end by the command's own answer", () => {
    const [reply, ...others] = decideOn(helpme, { block }).effects;
    expect(reply).toMatchObject({ kind: "reply", text: expect.stringMatching(/<t:\d+:F>.*insults/) });
    expect(others).toEqual([]);
  });

  it("is told once where they write, and so is the agent; nothing is passed on", () => {
    const first = decideOn(wrote("you again"), { block, conversation: withAgent });
    expect(said(first)).toEqual([expect.stringContaining("insults")]);
    expect(posts(first)).toMatchObject([{ voice: "notice", text: expect.stringContaining("blocked") }]);
    const who = first.member ?? member();
    const again = decideOn(wrote("hm"), { block, conversation: withAgent, member: who });
    expect(again).toMatchObject({ ignored: expect.stringContaining("blocked"), effects: [] });
    const anew = { ...block, since: NOW, reason: "spam" };
    expect(said(decideOn(wrote("hm"), { block: anew, member: who }))).toEqual([
      expect.stringContaining("spam"),
    ]);
  });

  it.each<[string, Happening]>([
    ["press", { kind: "member.pressed", ...facts, interactionId, placeId, action: "human", subject: "" }],
    ["edit", { ...wrote("changed"), kind: "member.edited" } as Happening],
    ["react", { kind: "member.reacted", memberId, placeId, postId: post(1), emoji: "x", added: true }],
  ])("cannot %s either", (_, happening) => {
    const told = member({ gate: { told: `blocked-${block.since}`, usedUpAt: 0 } });
    expect(decideOn(happening, { block, member: told, conversation: withAgent }).effects).toEqual([]);
  });

  it("is let in when the end has come", () => {
    expect(kinds(decideOn(wrote("hello"), { block: { ...block, until: NOW } }))).toContain("post");
  });

  it("is told of no end when there is none", () => {
    expect(said(decideOn(wrote("hello"), { block: { ...block, until: null } }))).not.toEqual([
      expect.stringContaining("<t:"),
    ]);
  });
});

describe("who writes faster than is passed on", () => {
  const gates = { ...openGates, perMinute: 2 };
  const INTERVAL = 30_000;

  /** They write at these times, after each other, in a conversation with an agent. */
  function writing(times: readonly number[], kind: "member.wrote" | "member.edited" = "member.wrote") {
    let who = member();
    return times.map((at, n) => {
      const happening = { ...wrote(`line ${n}`, n + 1), kind } as Happening;
      const fields = { member: who, conversation: conversation({ answering: "agent" }) };
      const decision = decideOn(happening, fields, { gates, now: Math.max(at, NOW) }, at);
      who = decision.member ?? who;
      return decision;
    });
  }

  it("has the rest held back, in its order and evenly, and loses none of it", () => {
    const decisions = writing([NOW, NOW, NOW, NOW, NOW]);
    expect(decisions.map(({ heldUntil }) => heldUntil)).toEqual([
      undefined,
      undefined,
      NOW + INTERVAL,
      NOW + 2 * INTERVAL,
      NOW + 3 * INTERVAL,
    ]);
    for (const decision of decisions) expect(kinds(decision)).toContain("post");
  });

  it("is told once, and so is the agent", () => {
    const decisions = writing([NOW, NOW, NOW, NOW, NOW]);
    expect(decisions.map((decision) => said(decision).length)).toEqual([0, 0, 1, 0, 0]);
    expect(said(decisions[2] ?? decideOn(wrote("")))).toEqual([expect.stringContaining("Nothing is lost")]);
    const notices = decisions.map((decision) => posts(decision).filter(({ voice }) => voice === "notice"));
    expect(notices.map(({ length }) => length)).toEqual([0, 0, 1, 0, 0]);
  });

  it("is told again another time, once everything was passed on", () => {
    const later = NOW + 10 * 60_000;
    const told = writing([NOW, NOW, NOW, later, later, later]).map((decision) => said(decision).length);
    expect(told).toEqual([0, 0, 1, 0, 0, 1]);
  });

  it("is not whom an outage kept waiting: the time they wrote at counts", () => {
    const held = writing([5, 4, 3, 2, 1].map((minutes) => NOW - minutes * 60_000));
    expect(held.map(({ heldUntil }) => heldUntil)).toEqual(held.map(() => undefined));
  });

  it("reacts to no more than agents can read, and waits no longer for that with what they write", () => {
    let who = member();
    const react = (n: number) => {
      const happening = {
        kind: "member.reacted",
        memberId,
        placeId,
        postId: post(n),
        emoji: "x",
        added: true,
      } as const;
      const decision = decideOn(
        happening,
        { member: who, conversation: conversation({ answering: "agent" }) },
        { gates },
      );
      who = decision.member ?? who;
      return decision;
    };
    const reactions = Array.from({ length: 50 }, (_, n) => react(n + 1));
    const told = reactions.filter((decision) => kinds(decision).includes("post"));
    expect(told).toHaveLength(3);
    expect(reactions.at(-1)?.ignored).toContain("more than agents can read");
    const fields = { member: who, conversation: conversation({ answering: "agent" }) };
    expect(decideOn(wrote("at last"), fields, { gates }).heldUntil).toBe(NOW + 2 * INTERVAL);
  });

  it("gets its answer when its question goes out", () => {
    const who = member({ gate: { told: "too-fast", usedUpAt: NOW + 120_000 } });
    const decision = decideOn(wrote("and this?"), { member: who, conversation: conversation() }, { gates });
    expect(decision.heldUntil).toBe(NOW + 90_000);
    expect(decision.timers).toMatchObject([{ timer: "answer", dueAt: NOW + 90_000 + 2_000 }]);
  });
});
