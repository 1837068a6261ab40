import { describe, expect, it } from "vitest";
import type { Decision } from "../../src/bridge/ports.ts";
import type { Happening } from "../../src/domain/event.ts";
import type { MemberId } from "../../src/domain/ids.ts";
import { arrive, newcomersFor, type NewcomersState } from "../contract/store/memory/newcomers.ts";
import {
  conversation,
  decideOn,
  facts,
  interactionId,
  kinds,
  member,
  NOW,
  placeId,
  wrote,
} from "./builders.ts";
import { openGates } from "./open-gates.ts";

const MINUTE = 60_000;
const WINDOW = 10 * MINUTE;
const gates = { ...openGates, openings: 5, raid: { windowMs: WINDOW, newcomers: 8, openings: 2 } };
const stranger = (fields = {}) => member({ placeId: null, conversations: 0, ...fields });

type Command = "helpme" | "thread";
const commanded = (command: Command | "cases"): Happening => ({
  kind: "member.commanded",
  ...facts,
  interactionId,
  command,
});

/** A server to which people come one after the other. */
function server(policy: { readonly offersThreads?: boolean } = {}) {
  const state: NewcomersState = { newcomers: new Map(), raid: null };
  let came = 0;
  /** The next newcomer, or one who came before, uses a command. */
  const come = (now = NOW, command: Command = "helpme", at = now, n = (came += 1)): Decision => {
    const id = `3000000000000001${String(n).padStart(2, "0")}` as MemberId;
    const fields = { member: stranger({ id }), newcomers: newcomersFor(state, id) };
    const decision = decideOn(commanded(command), fields, { gates, now, ...policy }, at);
    if (decision.arrival !== undefined) arrive(state, id, decision.arrival);
    return decision;
  };
  return { state, come };
}

const isIn = (decision: Decision) => kinds(decision).includes("place.open");
const times = (n: number) => Array.from({ length: n }, (_, index) => index);
const told = ({ effects }: Decision) =>
  effects.map((effect) => (effect.kind === "reply" ? effect.text : effect.kind));
const inMinutes = (minutes: number) => `<t:${(NOW + minutes * MINUTE) / 1000}:R>`;

describe("the budget for opening direct messages", () => {
  it("lets so many newcomers in within the window, and tells the others when there is room", () => {
    const { come } = server();
    const first = times(7).map((minute) => come(NOW + minute * MINUTE));
    expect(first.map(isIn)).toEqual([true, true, true, true, true, false, false]);
    expect(first.slice(5).flatMap(told)).toEqual([
      expect.stringContaining(inMinutes(10)),
      expect.stringContaining(inMinutes(10)),
    ]);
    expect(isIn(come(NOW + WINDOW))).toBe(true);
    expect(isIn(come(NOW + WINDOW))).toBe(false);
  });

  it("offers a private thread instead, where there are any, and opens it", () => {
    const { come } = server();
    times(5).forEach(() => come());
    const [reply, ...others] = come().effects;
    expect(reply).toMatchObject({
      kind: "reply",
      interactionId,
      text: expect.stringMatching(/private thread/),
      buttons: [{ action: "thread" }],
    });
    expect(others).toEqual([]);
    expect(come(NOW, "thread").effects).toMatchObject([{ kind: "place.open", place: "thread" }]);
    const without = server({ offersThreads: false });
    times(5).forEach(() => without.come());
    expect(without.come().effects).toMatchObject([{ kind: "reply", buttons: [] }]);
  });

  it("counts nobody twice who asks again before their place is open", () => {
    const { come } = server();
    for (const n of [1, 2, 3, 4, 5, 5, 5]) expect(isIn(come(NOW, "helpme", NOW, n))).toBe(true);
    expect(isIn(come(NOW, "helpme", NOW, 6))).toBe(false);
  });

  it.each<[string, Happening, object]>([
    ["has a place", commanded("helpme"), { member: stranger({ placeId }) }],
    ["had a conversation", commanded("helpme"), { member: stranger({ conversations: 1 }) }],
    ["has a conversation", commanded("helpme"), { conversation: conversation() }],
    ["writes", wrote("hello?"), { member: stranger({ placeId }) }],
    ["asks for their cases", commanded("cases"), { member: stranger() }],
  ])("keeps nobody waiting who %s, raid or not", (_, happening, fields) => {
    const full = server();
    times(20).forEach(() => full.come());
    const newcomers = newcomersFor(full.state, facts.memberId);
    const decision = decideOn(happening, { newcomers, ...fields }, { gates });
    const open = decideOn(happening, { ...fields }, { gates: openGates });
    expect(kinds(decision)).toEqual(kinds(open));
    expect(decision.arrival?.openedAt ?? null).toBeNull();
  });
});

describe("raid mode", () => {
  /** Nine come within as many seconds, one more than is usual. */
  function raided() {
    const { come, state } = server();
    const decisions = times(9).map((second) => come(NOW + second * 1000));
    return { come, state, decisions, began: NOW + 8_000 };
  }

  it("is on once more newcomers ask for help than is usual, whether they were let in or not", () => {
    const { decisions, state, began } = raided();
    expect(decisions.map(({ arrival }) => arrival?.raid)).toEqual([
      ...times(8).map(() => null),
      { since: began, until: began + WINDOW },
    ]);
    expect(state.raid).toEqual({ since: began, until: began + WINDOW });
    expect(decisions.slice(5).flatMap(told)).toEqual([
      ...times(3).map(() => expect.stringContaining("as many direct messages")),
      expect.stringContaining("A lot of new people"),
    ]);
  });

  it("lets in fewer than usual, in threads too, and tells the others when there is room", () => {
    const { come, began } = raided();
    // All but two of the five that were opened have to be ten minutes old: the last two are the ones of 3 s and 4 s.
    const early = come(NOW + WINDOW + 2_999);
    expect(early.effects).toMatchObject([{ kind: "reply", buttons: [] }]);
    expect(told(early)).toEqual([expect.stringContaining(`<t:${(NOW + 3_000 + WINDOW) / 1000}:R>`)]);
    expect(isIn(come(NOW + WINDOW + 2_999, "thread"))).toBe(false);
    expect(began + WINDOW).toBeGreaterThan(NOW + WINDOW + 5_000);
    expect(times(4).map(() => isIn(come(NOW + WINDOW + 5_000)))).toEqual([true, true, false, false]);
  });

  it("keeps nobody out who was let in just before, and whose place is not open yet", () => {
    const { come, began } = raided();
    expect(isIn(come(began, "helpme", began, 5))).toBe(true);
    expect(isIn(come(began, "helpme", began, 6))).toBe(false);
  });

  it("lasts for a window from the last that was too many, and begins anew after that", () => {
    const { come, state, began } = raided();
    come(NOW + 9 * MINUTE);
    expect(state.raid).toEqual({ since: began, until: NOW + 9 * MINUTE + WINDOW });
    const calm = NOW + 9 * MINUTE + WINDOW;
    // Then the ordinary budget counts again.
    expect(times(3).map(() => isIn(come(calm)))).toEqual([true, true, true]);
    expect(state.raid?.until).toBe(calm);
    times(9).forEach(() => come(calm + MINUTE));
    expect(state.raid?.since).toBe(calm + MINUTE);
  });

  it("goes by when they asked: what an outage kept is no raid", () => {
    const { come, state } = server();
    times(20).forEach((n) => come(NOW, "helpme", NOW - n * 5 * MINUTE));
    expect(state.raid).toBeNull();
    times(9).forEach(() => come(NOW + WINDOW, "helpme", NOW - 300 * MINUTE));
    expect(state.raid?.until).toBeLessThan(NOW);
    expect(isIn(come(NOW + 2 * WINDOW))).toBe(true);
  });

  it("is not brought about by one who asks over and over, nor by those whom another gate keeps out", () => {
    const { come, state } = server();
    times(30).forEach(() => come(NOW, "helpme", NOW, 1));
    expect(state.raid).toBeNull();
    const block = { memberId: facts.memberId, reason: "spam", since: NOW, until: null };
    const blocked = decideOn(commanded("helpme"), { block, member: stranger() }, { gates });
    expect(blocked.arrival).toBeUndefined();
  });

  it("counts newcomers who write first, and answers them", () => {
    const { state } = server();
    const decisions = times(9).map((n) => {
      const id = `30000000000000020${n}` as MemberId;
      const happening = { ...wrote("hello", n), memberId: id } as Happening;
      const fields = { member: stranger({ id, placeId }), newcomers: newcomersFor(state, id) };
      const decision = decideOn(happening, fields, { gates });
      if (decision.arrival !== undefined) arrive(state, id, decision.arrival);
      return decision;
    });
    expect(state.raid).not.toBeNull();
    for (const decision of decisions) expect(kinds(decision)).toContain("conversation.ensure");
  });
});
