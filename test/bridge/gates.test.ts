import { describe, expect, it } from "vitest";
import type { Happening } from "../../src/domain/event.ts";
import { conversation, decideOn, facts, interactionId, kinds, member, NOW, said, wrote } from "./builders.ts";
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
    const decision = decideOn(happening, { member: member({ gate: { told: "too-young" } }) }, { gates });
    expect(kinds(decision)).toContain("post");
    expect(decision.member?.gate.told).toBeNull();
  });
});
