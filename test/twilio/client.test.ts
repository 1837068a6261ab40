import { inspect } from "node:util";

import { afterEach, describe, expect, it } from "vitest";

import type { Failure } from "../../src/domain/failure.ts";
import { createTwilioClient } from "../../src/twilio/client.ts";
import { twilioFailure } from "../../src/twilio/failures.ts";
import { requestSignal } from "../../src/twilio/request-signal.ts";
import { refusal, sid, twilioLike, type Answer, type Fault, type TwilioLike } from "./twilio-like.ts";

const API_KEY = sid("SK");
const API_SECRET = "the-api-secret-nobody-may-read";
let server: TwilioLike | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

function clientAt(api: string, timeoutMs = 5_000) {
  const accountSid = sid("AC");
  return createTwilioClient({
    accountSid,
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    api,
    timeoutMs,
    version: "1.2.3",
  });
}

async function failureOf(answer: Answer | Fault, timeoutMs?: number): Promise<Failure> {
  server = await twilioLike(() => answer);
  return caught(clientAt(server.api, timeoutMs).conversations.v1.conversations.get("CHx").fetch());
}

async function caught(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise;
  } catch (thrown) {
    return twilioFailure(thrown, "read the conversation");
  }
  throw new Error("it succeeded");
}

describe("the client", () => {
  it("sends every host's requests below the given address, and says who it is", async () => {
    server = await twilioLike(() => ({ status: 200, body: { sid: "x" } }));
    const client = clientAt(`${server.api}/`);
    await client.conversations.v1.conversations.get("CHx").fetch();
    await client.taskrouter.v1.workspaces.get("WSx").fetch();
    expect(server.calls.map(({ host, path }) => host + path)).toEqual([
      "conversations.twilio.com/v1/Conversations/CHx",
      "taskrouter.twilio.com/v1/Workspaces/WSx",
    ]);
    expect(server.calls[0]?.headers["user-agent"]).toMatch(/ flexcord\/1\.2\.3$/);
  });

  it("follows the next page by its address at Twilio", async () => {
    const next = "https://conversations.twilio.com/v1/Conversations?PageToken=2";
    server = await twilioLike(({ query }) => ({
      status: 200,
      body: {
        conversations: [{ sid: query.has("PageToken") ? "CH2" : "CH1" }],
        meta: { key: "conversations", ...(query.has("PageToken") ? {} : { next_page_url: next }) },
      },
    }));
    const all = await clientAt(server.api).conversations.v1.conversations.list();
    expect(all.map((conversation) => conversation.sid)).toEqual(["CH1", "CH2"]);
  });

  it("takes its credentials to nobody whom an answer names", async () => {
    const thief = await twilioLike(() => ({ status: 200, body: { conversations: [], meta: {} } }));
    server = await twilioLike(() => ({
      status: 200,
      body: {
        conversations: [{ sid: "CH1" }],
        meta: { key: "conversations", next_page_url: `${thief.api}/v1/Conversations?PageToken=2` },
      },
    }));
    const failure = await caught(clientAt(server.api).conversations.v1.conversations.list());
    expect(failure.code).toBe("twilio.refused");
    expect(thief.calls).toEqual([]);
    await thief.close();
  });

  it("tries once only", async () => {
    const failure = await failureOf(refusal(429, 20429, "Too Many Requests"));
    expect(failure.code).toBe("twilio.rate-limited");
    expect(server?.calls.length).toBe(1);
  });

  it("ends a request under way when the signal is aborted", async () => {
    const stop = new AbortController();
    server = await twilioLike(() => {
      stop.abort();
      return "silence";
    });
    const { conversations } = clientAt(server.api).conversations.v1;
    const failure = await caught(requestSignal.run(stop.signal, () => conversations.get("CHx").fetch()));
    expect(failure).toMatchObject({ code: "run.interrupted", certain: false, retry: true });
  });
});

describe("failures", () => {
  const cases: readonly [string, Answer | Fault, Partial<Failure>][] = [
    ["a wrong key", refusal(401, 20003, "Authenticate"), { code: "twilio.auth", retry: false }],
    ["a refused key", refusal(403, 20003, "Authenticate"), { code: "twilio.auth" }],
    ["a missing right", refusal(403, 20403, "Forbidden"), { code: "twilio.permission", retry: false }],
    ["a missing thing", refusal(404, 20404, "not found"), { code: "twilio.not-found", certain: true }],
    ["a taken name", refusal(409, 50353, "exists"), { code: "twilio.exists", certain: true }],
    ["a second participant", refusal(409, 50433, "exists"), { code: "twilio.exists" }],
    ["a closed conversation", refusal(400, 50000, "Conversation is closed"), { code: "twilio.closed" }],
    ["a bad parameter", refusal(400, 20001, "Bad"), { code: "twilio.refused", retry: false, certain: true }],
    ["a write at the same moment", refusal(409, 50000, "Conflict"), { code: "twilio.refused", retry: true }],
    ["a failing server", { status: 503, body: "<html>" }, { code: "twilio.unavailable", certain: false }],
    ["an answer cut short", { status: 200, body: '{"sid":' }, { code: "twilio.unavailable", certain: false }],
    ["an answer of a proxy", { status: 200, body: "<html>" }, { code: "twilio.unavailable", certain: false }],
    ["an empty answer", { status: 200, body: "null" }, { code: "twilio.unavailable", certain: false }],
    ["a cut line", "reset", { code: "network.reset", certain: false, retry: true }],
  ];
  it.each(cases)("%s", async (_name, answer, wanted) => {
    expect(await failureOf(answer)).toMatchObject(wanted);
  });

  it("no answer in time", async () => {
    expect(await failureOf("silence", 200)).toMatchObject({ code: "network.timeout", certain: false });
  });

  it("nobody there", async () => {
    const gone = await twilioLike(() => "silence");
    await gone.close();
    const failure = await caught(clientAt(gone.api).conversations.v1.conversations.get("CHx").fetch());
    expect(failure).toMatchObject({ code: "network.unreachable", certain: true, retry: true });
  });

  it("no such host", async () => {
    const client = clientAt("http://flexcord.invalid/twilio");
    const failure = await caught(client.conversations.v1.conversations.get("CHx").fetch());
    expect(failure).toMatchObject({ code: "network.unreachable", certain: true });
  });

  it.each([
    ["2", 2_000],
    ["0", 0],
    ["Sun, 22 Nov 2026 10:00:30 GMT", 30_000],
    ["soon", undefined],
    ["", undefined],
  ])("keeps Retry-After %j", async (value, wanted) => {
    const headers = { "retry-after": value, date: "Sun, 22 Nov 2026 10:00:00 GMT" };
    const failure = await failureOf({ ...refusal(429, 20429, "Too Many Requests"), headers });
    expect(failure).toMatchObject({ code: "twilio.rate-limited", certain: true, retry: true });
    expect(failure.retryAfterMs).toBe(wanted);
  });

  it("hold no secret, whatever is printed of them", async () => {
    const encoded = Buffer.from(`${API_KEY}:${API_SECRET}`).toString("base64");
    for (const answer of [refusal(401, 20003, "no"), "reset"] as const) {
      const failure = await failureOf(answer);
      const printed = inspect(failure, { depth: 20, showHidden: true });
      expect(printed).not.toContain(API_SECRET);
      expect(printed).not.toContain(encoded);
      expect(printed).not.toMatch(/Basic /);
      await server?.close();
    }
  });

  it("quote Twilio's words only where they cannot be a member's", () => {
    const thrown = { status: 400, code: 20001, message: "Invalid Body: my password is hunter2" };
    expect(inspect(twilioFailure(thrown, "write", { quote: false }), { depth: 9 })).not.toContain("hunter2");
    expect(twilioFailure(thrown, "create the queue").message).toContain("Invalid Body");
  });
});
