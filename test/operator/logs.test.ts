import { describe, expect, it } from "vitest";
import { systemClock } from "../../src/domain/clock.ts";
import type { TransportConversationId } from "../../src/domain/ids.ts";
import { Failure } from "../../src/domain/failure.ts";
import { createLogSource, followLog, type LogQuery } from "../../src/operator/log.ts";
import { planReplay } from "../../src/operator/replay.ts";
import { MIA, NOAH, agentWrote, decision, say, wrote } from "../contract/store/samples.ts";
import { EVERYTHING, done, ledgers, parked } from "./support.ts";

const open = ledgers();

/** Two members, one message each delivered, one parked and one on its way. */
async function busy() {
  const bench = await open();
  await bench.message(MIA, "100000000000000001", "My sword is gone, Größe fünf");
  await bench.settle(MIA, "agent", done("IM1"));
  await bench.settle(MIA, "member", parked("member.unreachable"));
  await bench.message(NOAH, "100000000000000002", "the Dragon ate my shield");
  const { source } = bench;
  const ids = async (query: Partial<LogQuery>, count = 50) =>
    (await source.tail({ ...EVERYTHING, ...query }, count)).lines.map(({ id, state }) => `${id} ${state}`);
  return { ...bench, ids };
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no failure",
    (thrown: unknown) => (thrown instanceof Failure ? thrown.code : thrown),
  );

describe("the merged view", () => {
  it("shows each message with how far it came, and our own lines after it", async () => {
    const { source } = await busy();
    const { lines } = await source.tail(EVERYTHING, 50);
    expect(
      lines.map(({ id, message, side, to, state, text }) => [id, message, side, to, state, text]),
    ).toEqual([
      ["m1", "m1", "member", null, "delivered", "My sword is gone, Größe fünf"],
      ["m1.e2", "m1", "system", "member", "parked", "We heard of 100000000000000001."],
      ["m2", "m2", "member", null, "waiting", "the Dragon ate my shield"],
      ["m2.e4", "m2", "system", "member", "waiting", "We heard of 100000000000000002."],
    ]);
    expect(lines[1]).toMatchObject({ reason: "it was refused [member.unreachable]", attempts: 1 });
    expect(lines[0]).toMatchObject({ memberName: "Mia", remoteId: "IM1" });
  });

  it.each<[Partial<LogQuery>, readonly string[]]>([
    [{ state: "parked" }, ["m1.e2 parked"]],
    [{ state: "delivered" }, ["m1 delivered"]],
    [{ state: "waiting", side: "member" }, ["m2 waiting"]],
    [{ side: "system" }, ["m1.e2 parked", "m2.e4 waiting"]],
    [{ grep: "GROSSE" }, []],
    [{ grep: "grosse" }, []],
    [{ grep: "große sword" }, ["m1 delivered"]],
    [{ grep: "dragon shield" }, ["m2 waiting"]],
    [{ grep: "dragon sword" }, []],
    [{ grep: "dragon", state: "waiting" }, ["m2 waiting"]],
    [{ grep: "dragon", state: "parked" }, []],
    [{ target: `@${MIA}` }, ["m1 delivered", "m1.e2 parked"]],
    [{ target: "@noah" }, ["m2 waiting", "m2.e4 waiting"]],
    [{ target: `c-${NOAH}-1` }, ["m2 waiting", "m2.e4 waiting"]],
    [{ target: "100000000000000002" }, ["m2 waiting", "m2.e4 waiting"]],
    [{ target: "IM1" }, ["m1 delivered", "m1.e2 parked"]],
    [{ target: "e2" }, ["m1 delivered", "m1.e2 parked"]],
    [{ since: 1_780_000_002_000 }, ["m2 waiting", "m2.e4 waiting"]],
    [{ until: 1_780_000_001_000 }, ["m1 delivered", "m1.e2 parked"]],
    [{ since: 1_790_000_000_000 }, []],
    [{ until: 1_700_000_000_000 }, []],
  ])("filters by %j", async (query, expected) => {
    const { ids } = await busy();
    expect(await ids(query)).toEqual(expected);
  });

  it("looks through so many entries for what has no index, and says how far it came", async () => {
    const bench = await open();
    await bench.message(MIA, "1", "the first");
    for (let count = 2; count <= 250; count += 1) await bench.message(NOAH, String(count), "another");
    const source = createLogSource(bench.reader, 100);
    const tail = async (query: Partial<LogQuery>, count = 5) => {
      const page = await source.tail({ ...EVERYTHING, ...query }, count);
      return { ids: page.lines.map(({ id }) => id), endedAt: page.endedAt };
    };
    const [oldest] = bench.reader.records([151]);
    expect(await tail({ side: "agent" })).toEqual({ ids: [], endedAt: oldest?.receivedAt });
    // What an index leads to is found wherever it is, and a search that found enough has no end to tell of.
    expect(await tail({ state: "ignored" })).toEqual({ ids: [], endedAt: null });
    expect(await tail({ grep: "first" })).toEqual({ ids: ["m1"], endedAt: null });
    expect(await tail({ side: "member" }, 2)).toEqual({ ids: ["m249", "m250"], endedAt: null });
    expect((await tail({ side: "agent", until: oldest?.receivedAt ?? 0 })).endedAt).not.toBeNull();
  });

  it("lets others have their turn while it looks through many entries, and so does the plan of a replay", async () => {
    const { store, reader } = await open();
    const said = Array.from({ length: 1_001 }, (_, index) => wrote(MIA, String(index + 1)));
    await store.ledger.accept(said);
    const turnsIn = async (work: Promise<unknown>) => {
      let [turns, over] = [0, false];
      const count = () => {
        turns += 1;
        if (!over) setImmediate(count);
      };
      setImmediate(count);
      await work;
      over = true;
      return turns;
    };
    const query = { ...EVERYTHING, side: "agent" as const };
    expect(await turnsIn(createLogSource(reader).tail(query, 500))).toBeGreaterThan(0);
    const request = { target: null, failed: false, since: 1, to: null };
    expect(await turnsIn(planReplay(reader, request))).toBeGreaterThan(0);
  });

  it("gives the last lines only", async () => {
    const { ids } = await busy();
    expect(await ids({}, 1)).toEqual(["m2.e4 waiting"]);
    expect(await ids({}, 0)).toEqual([]);
  });

  it("refuses a name that nothing has", async () => {
    const { ids } = await busy();
    for (const target of ["m99", "e99", "77", "@nobody", "CH77"]) {
      expect(await codeOf(ids({ target }))).toBe("usage.invalid");
    }
  });

  it("knows a conversation by the vendor's own id, whatever its transport puts before that", async () => {
    const bench = await busy();
    const sid = `CH${"0".repeat(31)}7`;
    await bench.settle(NOAH, "agent", {
      ...done("IM2"),
      learned: { transportConversationId: `chat-${sid}` as TransportConversationId },
    });
    const named = await bench.ids({ target: sid });
    expect(named).not.toEqual([]);
    expect(await bench.ids({ target: `chat-${sid}` })).toEqual(named);
    expect(await codeOf(bench.ids({ target: sid.slice(-8) }))).toBe("usage.invalid");
  });

  it("has lines of the daemon between those of people, and of agents", async () => {
    const bench = await busy();
    await bench.store.journal.note("gateway.closed", "close code 4000");
    await bench.settle(NOAH, "agent", {
      ...done("IM2"),
      learned: { transportConversationId: "CH2" as TransportConversationId },
    });
    await bench.store.ledger.accept([agentWrote("CH2", "IM3"), agentWrote("CH-of-others", "IM4")]);
    await bench.store.ledger.decideNext(NOAH, ({ conversation }) =>
      decision({ effects: [{ ...say("hello", conversation?.id ?? null), voice: "agent" }] }),
    );
    const { lines } = await bench.source.tail(EVERYTHING, 3);
    expect(lines.map(({ side, kind, state, reason }) => [side, kind, state, reason])).toEqual([
      ["system", "gateway.closed", "noted", "close code 4000"],
      ["agent", "agent.wrote", "waiting", null],
      ["agent", "agent.wrote", "ignored", "it belongs to no conversation of ours"],
    ]);
    const inState = async (state: "ignored" | "noted", more: Partial<LogQuery> = {}) =>
      (await bench.source.tail({ ...EVERYTHING, ...more, state }, 9)).lines.map(({ kind }) => kind);
    expect(await inState("ignored")).toEqual(["agent.wrote"]);
    expect(await inState("noted")).toEqual(["gateway.closed"]);
    expect(await inState("noted", { grep: "sword" })).toEqual([]);
    expect((await bench.source.tail({ ...EVERYTHING, target: "CH2" }, 9)).lines.at(-1)?.text).toBe(
      "agent's text of IM3",
    );
  });
});

describe("following", () => {
  it("tells what comes, and of each line when it has moved on", async () => {
    const bench = await busy();
    const stopping = new AbortController();
    const page = await bench.source.tail(EVERYTHING, 50);
    const told: string[] = [];
    const following = (async () => {
      const options = { clock: systemClock, pauseMs: 5, signal: stopping.signal };
      for await (const line of followLog(bench.source, EVERYTHING, page, options)) {
        told.push(`${line.id} ${line.state}`);
        if (told.length === 1) await bench.message(MIA, "3", "more");
        if (told.length === 3) await bench.store.repair.unsettle([2]);
        if (told.length === 4) stopping.abort();
      }
    })();
    await bench.settle(NOAH, "agent", done("IM5"));
    await following;
    expect(told).toEqual(["m2 delivered", "m3 waiting", "m3.e6 waiting", "m1.e2 waiting"]);
  });

  it("tells of a line that comes into the state that is asked for", async () => {
    const bench = await busy();
    const stopping = new AbortController();
    const query = { ...EVERYTHING, state: "parked" } as const;
    const page = await bench.source.tail(query, 50);
    const told: string[] = [];
    const options = { clock: systemClock, pauseMs: 5, signal: stopping.signal };
    await bench.message(MIA, "3", "more");
    setTimeout(() => void bench.settle(MIA, "agent", parked("twilio.closed")), 30);
    for await (const line of followLog(bench.source, query, page, options)) {
      told.push(`${line.id} ${line.state}`);
      stopping.abort();
    }
    expect(told).toEqual(["m3 parked"]);
  });
});
