import { CompressionMethod, WebSocketManager, WebSocketShardEvents } from "@discordjs/ws";
import { GatewayDispatchEvents } from "discord-api-types/v10";
import { expect, onTestFinished, test } from "vitest";

import { connect, event, identify } from "./raw-gateway.ts";
import { eventually, join, openStage, type Stage } from "./stage.ts";

const DMS = 1 << 12;

test("RECONNECT, INVALID_SESSION and close codes reach who is connected", async () => {
  await using stage = await openStage();
  const gateway = await identify(stage, DMS);
  expect(await stage.control("POST", "/discord/gateway/reconnect")).toEqual({ told: 1 });
  await gateway.next(({ op }) => op === 7);
  await stage.control("POST", "/discord/gateway/invalidate", { resumable: true });
  expect(await gateway.next(({ op }) => op === 9)).toMatchObject({ d: true });
  await stage.control("POST", "/discord/gateway/close", { code: 4008 });
  expect(await gateway.closed).toBe(4008);
});

test("a session that was forgotten cannot be resumed", async () => {
  await using stage = await openStage();
  const gateway = await identify(stage, DMS);
  await gateway.kill();
  await stage.control("POST", "/discord/gateway/forget");
  const again = await connect(stage);
  again.send(6, { token: stage.discord.token, session_id: gateway.sessionId, seq: 1 });
  expect(await again.next(({ op }) => op === 9)).toMatchObject({ d: false });
});

test("heartbeats go unacknowledged on demand", async () => {
  await using stage = await openStage();
  const gateway = await identify(stage, DMS);
  await stage.control("PUT", "/discord/gateway/heartbeats", { acknowledged: false, everyMs: 500 });
  gateway.send(1, null);
  const other = await connect(stage);
  expect(other.received[0]).toMatchObject({ op: 10, d: { heartbeat_interval: 500 } });
  await stage.control("PUT", "/discord/gateway/heartbeats", { acknowledged: true });
  gateway.send(1, null);
  await gateway.next(({ op }) => op === 11);
  expect(gateway.received.filter(({ op }) => op === 11)).toHaveLength(1);
});

test("an outage cuts connections and refuses new ones; the session outlives it", async () => {
  await using stage = await openStage();
  const member = await join(stage);
  const gateway = await identify(stage, DMS);
  await stage.control("PUT", "/discord/gateway/outage", { refuses: true });
  expect(await gateway.closed).toBe(1006);
  await expect(connect(stage)).rejects.toThrow(/./u);
  await stage.control("POST", `/discord/members/${member}/dm`, { content: "anyone there?" });
  await stage.control("PUT", "/discord/gateway/outage", { refuses: false });
  const again = await connect(stage);
  again.send(6, { token: stage.discord.token, session_id: gateway.sessionId, seq: 1 });
  await again.next(event("MESSAGE_CREATE"));
});

test("events come twice, late or never, and the tape says so", async () => {
  await using stage = await openStage();
  const member = await join(stage);
  const gateway = await identify(stage, DMS);
  const write = (content: string) => stage.control("POST", `/discord/members/${member}/dm`, { content });
  const rule = { vendor: "gateway", path: "MESSAGE_CREATE", count: 1 };
  await write("opens the channel");
  await stage.control("POST", "/faults", { ...rule, effect: { kind: "duplicate", times: 3 } });
  await write("thrice");
  await stage.control("POST", "/faults", { ...rule, effect: { kind: "reorder" } });
  await write("second");
  await write("first");
  await stage.control("POST", "/faults", { ...rule, effect: { kind: "lose" } });
  await write("never");
  await write("last");
  await gateway.next(({ t, d }) => t === "MESSAGE_CREATE" && d["content"] === "last");
  const contents = gateway.received.filter(event("MESSAGE_CREATE")).map(({ d }) => d["content"]);
  expect(contents).toEqual(["opens the channel", "thrice", "thrice", "thrice", "first", "second", "last"]);
  expect(gateway.received.flatMap(({ s }) => s ?? [])).toEqual(
    gateway.received.filter(({ op }) => op === 0).map((_, index) => index + 1),
  );
  const faults = (await stage.tape("gateway")).flatMap(({ fault }) => fault ?? []);
  expect(faults).toEqual([
    ...Array.from({ length: 3 }, () => "duplicate (rule 1)"),
    "reorder (rule 2)",
    "lose (rule 3)",
  ]);
});

test("starts are counted; the one too many costs the token", async () => {
  await using stage = await openStage();
  await stage.control("PUT", "/discord/gateway/starts", { remaining: 2, everyMs: 60_000 });
  await identify(stage, DMS);
  const { body } = await stage.request("GET", "/gateway/bot");
  expect(body["session_start_limit"]).toMatchObject({ remaining: 1, max_concurrency: 1 });
  const hasty = await connect(stage);
  hasty.send(2, { token: stage.discord.token, intents: DMS, properties: {} });
  expect(await hasty.next(({ op }) => op === 9)).toMatchObject({ d: false });
  await stage.control("PUT", "/discord/gateway/starts", { remaining: 0, everyMs: 0 });
  const greedy = await connect(stage);
  greedy.send(2, { token: stage.discord.token, intents: DMS, properties: {} });
  expect(await greedy.closed).toBe(4004);
  expect((await stage.request("GET", "/users/@me")).status).toBe(401);
});

test("the library reads a compressed connection, and resumes it", async () => {
  await using stage = await openStage();
  const member = await join(stage);
  const { manager, contents } = compressedClient(stage);
  await manager.connect();
  const write = (content: string) => stage.control("POST", `/discord/members/${member}/dm`, { content });
  await write("one");
  await eventually(() => contents.includes("one") || undefined);
  await stage.control("POST", "/discord/gateway/reconnect");
  await write("two");
  await eventually(() => contents.includes("two") || undefined);
  expect(contents).toEqual(["one", "two"]);
  const methods = (await stage.tape("gateway")).map(({ method }) => method);
  expect(methods.filter((method) => method === "IDENTIFY" || method === "RESUME")).toEqual([
    "IDENTIFY",
    "RESUME",
  ]);
});

function compressedClient(stage: Stage) {
  const manager = new WebSocketManager({
    token: stage.discord.token,
    intents: DMS,
    rest: stage.rest,
    compression: CompressionMethod.ZlibNative,
  });
  const contents: string[] = [];
  manager.on(WebSocketShardEvents.Dispatch, (payload) => {
    if (payload.t === GatewayDispatchEvents.MessageCreate) contents.push(payload.d.content);
  });
  onTestFinished(async () => {
    await manager.destroy();
  });
  return { manager, contents };
}
