import { WebSocketManager } from "@discordjs/ws";
import { GatewayIntentBits } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import type { GatewayCheckpoint } from "../../../src/bridge/ports.ts";
import { memberIntents, openGateway } from "../../../src/discord/gateway/gateway.ts";
import type { GatewayNoted } from "../../../src/discord/gateway/connection.ts";
import { createIdentifyThrottler } from "../../../src/discord/gateway/identify-budget.ts";
import { createRest } from "../../../src/discord/rest/rest.ts";
import { type Clock, systemClock } from "../../../src/domain/clock.ts";
import { Failure } from "../../../src/domain/failure.ts";
import { failureOf } from "../support/failure-of.ts";
import { shelf, textsOf, useGatewayBench } from "../support/gateway-bench.ts";
import { BOT_ID, listeningLog, TOKEN, until } from "../support/wire.ts";

const bench = useGatewayBench();

describe("a lost connection", () => {
  it("survives an outage in which reconnects fail, and what was said meanwhile arrives", async () => {
    const { log, lines } = listeningLog();
    const ledger = shelf();
    await bench().connect(ledger, { log });
    bench().say("before");
    await until(() => ledger.events.length === 1);
    await bench().wire.down();
    bench().say("during");
    await until(() => lines.filter((line) => line.includes("gateway failed")).length >= 3);
    await bench().wire.up();
    await until(() => ledger.events.length === 2);
    expect(textsOf(ledger.events)).toEqual(["before", "during"]);
    expect(bench().ops()).toEqual([2, 6]);
  });

  it.each([1_000, 4_000, 4_008, 4_009])("is resumed after close code %i", async (code) => {
    const ledger = shelf();
    await bench().connect(ledger);
    bench().wire.close(code);
    await until(() => bench().wire.openings.length === 2);
    bench().say("after");
    await until(() => ledger.events.length === 1);
    expect(bench().ops()).toEqual([2, 6]);
  });

  it("is resumed when Discord asks us to reconnect", async () => {
    const ledger = shelf();
    await bench().connect(ledger);
    bench().wire.askToReconnect();
    await until(() => bench().wire.openings.length === 2);
    bench().say("after");
    await until(() => ledger.events.length === 1);
    expect(bench().ops()).toEqual([2, 6]);
  });

  it("identifies anew when the session is gone, and stores the new session", async () => {
    const ledger = shelf();
    await bench().connect(ledger);
    bench().wire.forget();
    bench().wire.close(4_000);
    await until(() => bench().wire.openings.length === 3);
    bench().say("after");
    await until(() => ledger.events.length === 1);
    expect(bench().ops()).toEqual([2, 6, 2]);
    expect(ledger.checkpoint).toMatchObject({ sessionId: "session-2", sequence: 2 });
  });

  it("falls back to the general address when the stored one is dead", async () => {
    const ledger = shelf();
    const gateway = await bench().connect(ledger);
    bench().say("one");
    await until(() => ledger.events.length === 1);
    await gateway.close();
    ledger.checkpoint = { ...(ledger.checkpoint as GatewayCheckpoint), resumeUrl: "ws://127.0.0.1:1" };
    await bench().connect(ledger);
    bench().say("two");
    await until(() => ledger.events.length === 2);
    expect(bench().ops()).toEqual([2, 6]);
  });
});

describe("closing", () => {
  it("leaves the session to be resumed by the next process", async () => {
    const ledger = shelf();
    const first = await bench().connect(ledger);
    bench().say("one");
    await until(() => ledger.events.length === 1);
    await first.close();
    expect(await first.ended).toBeNull();
    await until(() => bench().wire.closedWith.length === 1);
    expect(bench().wire.closedWith).toEqual([4_200]);
    bench().say("two");
    await bench().connect(ledger);
    await until(() => ledger.events.length === 2);
    expect(bench().ops()).toEqual([2, 6]);
  });

  it("stores what had arrived", async () => {
    const slow = Promise.withResolvers<void>();
    const ledger = shelf(() => slow.promise);
    const gateway = await bench().connect(ledger);
    bench().say("one");
    bench().say("two");
    await until(() => bench().rest.received.length > 0 && bench().wire.connections() === 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = gateway.close().then(() => "closed");
    const waiting = new Promise((resolve) => setTimeout(resolve, 300, "waiting"));
    expect(await Promise.race([closed, waiting])).toBe("waiting");
    slow.resolve();
    await closed;
    expect(textsOf(ledger.events)).toEqual(["one", "two"]);
  });

  it("happens when the signal is aborted", async () => {
    const controller = new AbortController();
    const gateway = await bench().connect(shelf(), { signal: controller.signal });
    controller.abort();
    expect(await gateway.ended).toBeNull();
    await until(() => bench().wire.connections() === 0);
  });

  it("ends a connect that is under way, for good", async () => {
    await bench().wire.down();
    const controller = new AbortController();
    const { log, lines } = listeningLog();
    const opening = failureOf(openGateway(bench().options(shelf(), { signal: controller.signal, log })));
    await until(() => lines.some((line) => line.includes("gateway failed")));
    controller.abort();
    expect(await opening).toMatchObject({ code: "run.interrupted" });
    await bench().wire.up();
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(bench().wire.connections()).toBe(0);
    expect(bench().wire.openings).toEqual([]);
  });
});

describe("what is noted of the connection", () => {
  it("tells a resumed session from one that was lost with what was sent meanwhile", async () => {
    const ledger = shelf();
    const notes: (readonly [string, string | null])[] = [];
    const noted: GatewayNoted = (kind, particulars) => notes.push([kind, particulars]);
    await bench().connect(ledger, { noted });
    bench().say("one");
    await until(() => ledger.events.length === 1);
    bench().wire.close(4_000);
    await until(() => notes.length === 3);
    bench().wire.close(4_007);
    await until(() => notes.length === 6);
    expect(notes).toEqual([
      ["gateway.identified", null],
      ["gateway.closed", "close code 4000"],
      ["gateway.resumed", null],
      ["gateway.closed", "close code 4007"],
      ["gateway.gap", expect.stringContaining("may be missing")],
      ["gateway.identified", null],
    ]);
    expect(bench().ops()).toEqual([2, 6, 2]);
  });
});

describe("a gateway that will not have us", () => {
  it("says so about the token", async () => {
    bench().wire.refuseIdentify(4_004);
    const failure = await failureOf(openGateway(bench().options(shelf())));
    expect(failure).toMatchObject({ code: "discord.auth", fix: expect.stringContaining("DISCORD_TOKEN") });
    expect(failure.message).not.toContain(TOKEN);
  });

  it("names the intent that has to be switched on, and where", async () => {
    bench().wire.refuseIdentify(4_014);
    const withContent: unknown = memberIntents | GatewayIntentBits.MessageContent;
    const failure = await failureOf(
      openGateway(bench().options(shelf(), { intents: withContent as GatewayIntentBits })),
    );
    expect(failure).toMatchObject({
      code: "config.invalid",
      fix: expect.stringContaining("Message Content Intent"),
    });
    expect(failure.fix).toContain("developer portal");
  });

  it("ends a gateway that was connected, and leaves the stored session alone", async () => {
    const ledger = shelf();
    const gateway = await bench().connect(ledger);
    bench().say("one");
    await until(() => ledger.events.length === 1);
    bench().wire.close(4_012);
    expect(await gateway.ended).toMatchObject({ code: "bug.unexpected" });
    expect(ledger.checkpoint).toMatchObject({ sessionId: "session-1", sequence: 2 });
  });

  it("is waited for when only the token is refused, and asked by REST alone until it is taken", async () => {
    const ledger = shelf();
    const heard: boolean[] = [];
    // Between two questions it waits for 20 s.
    const clock: Clock = {
      ...systemClock,
      after: (ms, ring) => systemClock.after(ms === 20_000 ? 30 : ms, ring),
    };
    const tokenHeard = (accepted: boolean) => heard.push(accepted);
    const gateway = await bench().connect(ledger, { clock, tokenHeard });
    bench().say("one");
    await until(() => ledger.events.length === 1);
    const me = () => bench().rest.of("GET /users/@me").length;
    const before = me();
    bench().rest.on("GET /users/@me", () => ({ status: 401, body: { code: 0, message: "Unauthorized" } }));
    bench().wire.close(4_004);
    await until(() => me() > before + 2);
    expect([gateway.ready(), heard, bench().ops()]).toEqual([false, [true, false], [2]]);
    bench().rest.on("GET /users/@me", () => ({
      status: 200,
      body: { id: BOT_ID, username: "bot", bot: true },
    }));
    await until(() => gateway.ready());
    expect([heard, bench().ops()]).toEqual([
      [true, false, true],
      [2, 6],
    ]);
    bench().say("two");
    await until(() => ledger.events.length === 2);

    bench().wire.close(4_004);
    await until(() => heard.length === 5 && gateway.ready());
    await gateway.close();
    expect(await gateway.ended).toBeNull();
  });

  it("is a ledger that refuses for good, too", async () => {
    const ledger = shelf(async (events) => {
      if (events.length > 0) throw new Failure("store.corrupt", "The ledger is damaged.");
    });
    const gateway = await bench().connect(ledger);
    bench().say("one");
    expect(await gateway.ended).toMatchObject({ code: "store.corrupt" });
    expect(ledger.checkpoint).toMatchObject({ sequence: 1 });
  });
});

describe("before connecting", () => {
  it("a refused token is reported, and the gateway is not tried", async () => {
    bench().rest.on("GET /users/@me", () => ({
      status: 401,
      body: { code: 0, message: "401: Unauthorized" },
    }));
    expect(await failureOf(openGateway(bench().options(shelf())))).toMatchObject({ code: "discord.auth" });
    expect(bench().rest.of("GET /gateway/bot")).toEqual([]);
  });

  it("flexcord refuses to identify when the day's budget is nearly spent", async () => {
    bench().remaining = 49;
    const failure = await failureOf(openGateway(bench().options(shelf())));
    expect(failure).toMatchObject({ code: "discord.rate-limited", certain: true, retryAfterMs: 3_600_000 });
    expect(bench().wire.openings).toEqual([]);
  });

  it("a session that can be resumed costs no budget", async () => {
    const ledger = shelf();
    const gateway = await bench().connect(ledger);
    await until(() => ledger.checkpoint !== null);
    await gateway.close();
    bench().remaining = 49;
    await bench().connect(ledger);
    expect(bench().ops()).toEqual([2, 6]);
  });

  it("a session that turns out to be gone does not break into the reserve either", async () => {
    const ledger = shelf();
    const gateway = await bench().connect(ledger);
    await until(() => ledger.checkpoint !== null);
    await gateway.close();
    bench().remaining = 49;
    bench().wire.forget();
    expect(await failureOf(openGateway(bench().options(ledger)))).toMatchObject({
      code: "discord.rate-limited",
    });
    expect(bench().ops()).toEqual([2, 6]);
  });
});

it("waits on its connection, when the budget is spent, until somebody closes it", async () => {
  bench().remaining = 49;
  const refused = Promise.withResolvers<Failure>();
  const manager = new WebSocketManager({
    rest: createRest({ token: TOKEN, api: bench().rest.api }),
    token: TOKEN,
    intents: memberIntents,
    buildIdentifyThrottler: (manager) => createIdentifyThrottler(manager, refused.resolve),
  });
  const connecting = manager.connect();
  expect(await refused.promise).toMatchObject({ code: "discord.rate-limited" });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(bench().ops()).toEqual([]);
  expect(bench().wire.closedWith).toEqual([]);
  await manager.destroy({ code: 4_200 });
  void connecting;
});
