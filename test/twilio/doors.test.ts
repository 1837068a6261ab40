import { createHash } from "node:crypto";

import twilio from "twilio";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { systemClock } from "../../src/domain/clock.ts";
import type { InboundEvent } from "../../src/domain/event.ts";
import { Failure } from "../../src/domain/failure.ts";
import { jsonLog, silentLog, type Log } from "../../src/domain/log.ts";
import { openHttp, type HttpServer } from "../../src/http/server.ts";
import { doorPaths, twilioDoors } from "../../src/twilio/doors.ts";
import { sid } from "./twilio-like.ts";

const PUBLIC_URL = "https://chat.example.com/";
const TOKEN = "primary-token";
const SECRET = "the-flow-s-secret";
const CONVERSATION = sid("CH");

let server: HttpServer;
let recorded: InboundEvent[];
/** What happens to the next event instead of being recorded. */
let storeFault: Failure | null;
let route: "assistant" | "agent" | Failure;
let written: string[];
let missed: number;

beforeEach(async () => {
  recorded = [];
  storeFault = null;
  route = "assistant";
  written = [];
  missed = 0;
  const log: Log = jsonLog((line) => written.push(line), { level: "debug", now: () => 0 });
  const routes = twilioDoors({
    accept(events) {
      if (storeFault !== null) return Promise.reject(storeFault);
      recorded.push(...events);
      return Promise.resolve(events.map(() => ({ state: "duplicate" })));
    },
    authTokens: ["next-token", TOKEN],
    publicUrl: PUBLIC_URL,
    studioSecret: SECRET,
    missed: () => (missed += 1),
    routeOf: () => (route instanceof Failure ? Promise.reject(route) : Promise.resolve(route)),
    clock: systemClock,
    log,
  });
  server = await openHttp({
    host: "127.0.0.1",
    port: 0,
    log: silentLog,
    routes,
    readiness: () => Promise.resolve({ ready: true }),
    signal: new AbortController().signal,
  });
});

afterEach(() => server.close());

interface Sent {
  readonly token?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
}

/** As Twilio calls back: a form, signed for the public address. */
async function callBack(
  path: string,
  parameters: Record<string, string>,
  sent: Sent = {},
): Promise<Response> {
  const query = sent.query ?? "";
  const url = sent.url ?? `https://chat.example.com${path}${query}`;
  const signature = twilio.getExpectedTwilioSignature(sent.token ?? TOKEN, url, parameters);
  return fetch(server.url + path + query, {
    method: "POST",
    body: new URLSearchParams(parameters),
    headers: { "x-twilio-signature": signature, ...sent.headers },
  });
}

function message(): Record<string, string> {
  return {
    EventType: "onMessageAdded",
    ConversationSid: CONVERSATION,
    MessageSid: sid("IM"),
    Index: "0",
    Author: "agent_alex",
    Body: "Hello 🙂 & welcome",
    Attributes: "{}",
    DateCreated: "2026-11-22T10:00:00Z",
    ANewParameter: "of next year",
  };
}

describe("a conversation's webhook", () => {
  it("is recorded, and then acknowledged", async () => {
    const parameters = message();
    const answer = await callBack(doorPaths.conversations, parameters);
    expect(answer.status).toBe(200);
    expect(recorded).toMatchObject([
      { source: "transport", sourceId: parameters["MessageSid"], happening: { text: "Hello 🙂 & welcome" } },
    ]);
  });

  it("is acknowledged and not recorded when it concerns nobody", async () => {
    const answer = await callBack(doorPaths.conversations, { ...message(), Author: "discord_1" });
    expect([answer.status, recorded]).toEqual([200, []]);
  });

  it("is not acknowledged when it cannot be recorded", async () => {
    storeFault = new Failure("store.unavailable", "The disk is full.");
    const answer = await callBack(doorPaths.conversations, message());
    expect([answer.status, recorded, missed]).toEqual([503, [], 1]);
    expect(written.join("")).toContain("store.unavailable");
  });

  it("may be signed with the other token, and carry a query", async () => {
    const first = await callBack(doorPaths.conversations, message(), { token: "next-token" });
    const second = await callBack(doorPaths.conversations, message(), { query: "?a=%20b" });
    expect([first.status, second.status]).toEqual([200, 200]);
  });

  it.each([
    ["another token", { token: "somebody-s" }],
    ["another address", { url: "https://chat.example.com/twilio/taskrouter" }],
    ["the address it came to", { url: "http://127.0.0.1/twilio/conversations" }],
    ["no signature", { headers: { "x-twilio-signature": "" } }],
    [
      "a Host of its own",
      {
        url: "https://evil.example.com/twilio/conversations",
        headers: { "x-forwarded-host": "evil.example.com" },
      },
    ],
  ])("is refused with %s", async (_name, sent: Sent) => {
    const answer = await callBack(doorPaths.conversations, message(), sent);
    expect([answer.status, recorded]).toEqual([403, []]);
    expect(written.join("")).toContain("webhook.signature");
  });

  it("is refused when it is signed and makes no sense", async () => {
    const { MessageSid: _, ...rest } = message();
    expect((await callBack(doorPaths.conversations, rest)).status).toBe(400);
    expect(recorded).toEqual([]);
  });

  it("is refused when it is no form", async () => {
    const answer = await fetch(server.url + doorPaths.conversations, {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json" },
    });
    expect(answer.status).toBe(400);
  });

  it("of 32 KB of emoji with attributes is taken", async () => {
    const parameters = {
      ...message(),
      Body: "🙂".repeat(8 * 1024),
      Attributes: `{"a":"${"é".repeat(2_000)}"}`,
    };
    expect((await callBack(doorPaths.conversations, parameters)).status).toBe(200);
    expect(recorded).toHaveLength(1);
  });
});

describe("a TaskRouter event", () => {
  it("is recorded, and acknowledged with 204", async () => {
    const parameters = {
      EventType: "reservation.accepted",
      Sid: sid("EV"),
      TaskSid: sid("WT"),
      TaskAttributes: JSON.stringify({ conversationSid: CONVERSATION }),
      WorkerName: "alex",
      WorkerAttributes: '{"full_name":"Alex Rivers"}',
      Timestamp: "1795341600",
    };
    expect((await callBack(doorPaths.taskRouter, parameters)).status).toBe(204);
    expect(recorded).toMatchObject([{ happening: { stage: "accepted", agentName: "Alex Rivers" } }]);
  });

  it("of others is acknowledged and left alone", async () => {
    const parameters = {
      EventType: "task.created",
      Sid: sid("EV"),
      TaskSid: sid("WT"),
      TaskAttributes: "{}",
    };
    expect((await callBack(doorPaths.taskRouter, parameters)).status).toBe(204);
    expect(recorded).toEqual([]);
  });
});

const question = () => ({ conversationSid: CONVERSATION, messageSid: sid("IM") });

async function ask(body: string, type: string, headers: Record<string, string> = {}) {
  const answer = await fetch(server.url + doorPaths.studioAsk, {
    method: "POST",
    body,
    headers: { "content-type": type, ...headers },
  });
  const text = await answer.text();
  return { status: answer.status, type: answer.headers.get("content-type"), text };
}

describe("the flow's question", () => {
  it("is recorded and answered at once with the way to go", async () => {
    const body = JSON.stringify({ ...question(), secret: SECRET });
    const wanted = { status: 200, type: "application/json; charset=utf-8", text: '{"route":"assistant"}' };
    expect(await ask(body, "application/json;charset=utf-8")).toEqual(wanted);
    route = "agent";
    const form = new URLSearchParams({ ...question(), secret: SECRET }).toString();
    const type = "application/x-www-form-urlencoded;charset=utf-8";
    expect(await ask(form, type)).toEqual({ ...wanted, text: '{"route":"agent"}' });
    const plain = JSON.stringify(question());
    expect(await ask(plain, "application/json", { "x-flexcord-secret": SECRET })).toMatchObject({
      status: 200,
    });
    expect(recorded.map(({ happening }) => happening.kind)).toEqual(Array(3).fill("assistant.asked"));
  });

  it.each([
    ["a wrong secret", { secret: "guess" }, 403],
    ["no secret", {}, 403],
    ["a secret that is no text", { secret: [SECRET] }, 403],
    ["no message", { secret: SECRET, messageSid: "" }, 400],
    ["no conversation", { secret: SECRET, conversationSid: null }, 400],
  ])("is refused with %s", async (_name, change, status) => {
    const answer = await ask(JSON.stringify({ ...question(), ...change }), "application/json");
    expect([answer.status, recorded]).toEqual([status, []]);
    expect(written.join("")).not.toContain(SECRET);
  });

  it.each([
    ["not json", "application/json"],
    ["[", "application/json"],
    ["null", "application/json"],
    ["a=b", "text/plain"],
  ])("is refused as %s of type %s", async (body, type) => {
    expect((await ask(body, type, { "x-flexcord-secret": SECRET })).status).toBe(400);
  });

  it("is not answered when it cannot be recorded or the way is unknown", async () => {
    const body = JSON.stringify({ ...question(), secret: SECRET });
    route = new Failure("store.unavailable", "The disk is full.");
    expect((await ask(body, "application/json")).status).toBe(503);
    storeFault = route;
    expect((await ask(body, "application/json")).status).toBe(503);
  });
});

describe("a list of streamed events", () => {
  /** As Event Streams send it: JSON, its hash in the address, the address signed. */
  async function stream(events: unknown, sent: { readonly body?: string; readonly token?: string } = {}) {
    const signed = JSON.stringify(events);
    const query = `?bodySHA256=${createHash("sha256").update(signed).digest("hex")}`;
    const url = `https://chat.example.com${doorPaths.events}${query}`;
    return fetch(server.url + doorPaths.events + query, {
      method: "POST",
      body: sent.body ?? signed,
      headers: {
        "content-type": "application/json",
        "x-twilio-signature": twilio.getExpectedTwilioSignature(sent.token ?? TOKEN, url, {}),
      },
    });
  }
  const accepted = (id: string, data: object) => ({
    specversion: "1.0",
    type: "com.twilio.taskrouter.reservation.accepted",
    id,
    time: "2026-11-22T10:00:00.000Z",
    data,
  });
  const facts = {
    task_sid: sid("WT"),
    task_attributes: JSON.stringify({ conversationSid: CONVERSATION }),
    worker_name: "alex",
    worker_attributes: { full_name: "Alex Rivers" },
  };

  it("is recorded in one go, wherever its facts stand, beside what concerns nobody", async () => {
    const other = { ...accepted("EZ3", {}), type: "com.twilio.conversations.message.added" };
    const events = [accepted("EZ1", facts), accepted("EZ2", { payload: facts }), other];
    expect((await stream(events)).status).toBe(200);
    const happening = { stage: "accepted", agentName: "Alex Rivers", taskId: facts.task_sid };
    const at = Date.parse("2026-11-22T10:00:00.000Z");
    expect(recorded).toMatchObject([
      { sourceId: "EZ1", at, happening },
      { sourceId: "EZ2", at, happening },
    ]);
  });

  it("is refused when another body was signed, when somebody else signed it, and when it is no list", async () => {
    const events = [accepted("EZ1", facts)];
    expect((await stream(events, { body: JSON.stringify([accepted("EZ9", facts)]) })).status).toBe(403);
    expect((await stream(events, { token: "not-ours" })).status).toBe(403);
    expect((await stream({ event: 1 })).status).toBe(400);
    expect(recorded).toEqual([]);
  });

  it("is asked for again when it could not be recorded", async () => {
    storeFault = new Failure("store.unavailable", "The disk is full.");
    expect((await stream([accepted("EZ1", facts)])).status).toBe(503);
  });
});
