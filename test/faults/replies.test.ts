import { inspect } from "node:util";

import { createThreadPlaces } from "../../src/discord/channels/threads.ts";
import { noMedia } from "../twilio/bench.ts";
import { REST } from "@discordjs/rest";
import { afterEach, beforeEach, expect, it } from "vitest";

import type { MemberSide, Transport } from "../../src/bridge/ports.ts";
import { createMemberSide } from "../../src/discord/outbound/outbound.ts";
import type { Clock } from "../../src/domain/clock.ts";
import { Failure } from "../../src/domain/failure.ts";
import type { CaseNumber, MemberId, PlaceId, TaskId, TransportConversationId } from "../../src/domain/ids.ts";
import { silentLog } from "../../src/domain/log.ts";
import { createTwilioClient } from "../../src/twilio/client.ts";
import { createConversationsTransport } from "../../src/twilio/conversations/transport.ts";
import { type Random, seeded } from "../random.ts";
import { count, PATIENCE_MS } from "./support/counts.ts";
import { keepFigure } from "./support/figures.ts";
import { replyOf } from "./support/replies.ts";
import { spoiled } from "./support/spoiled.ts";

const CHANNEL = "1574000000000000002" as PlaceId;
const CONVERSATION = "CH0123456789abcdef0123456789abcdef" as TransportConversationId;
const LINE = { key: "k.1", text: "hello", decidedAt: Date.parse("2026-11-22T09:00:00Z") };
const SPEC = { memberId: "1574000000000000003" as MemberId, displayName: "Mia" };
const FACTS = { ...SPEC, conversation: CONVERSATION, caseNumber: 1001 as CaseNumber, preferred: null };
const KNOWN = {
  heard: [],
  accountedTo: -1,
  ahead: [],
  answering: "agent",
  taskId: null,
} as const;
const STATUSES = [200, 200, 200, 200, 201, 204, 302, 400, 404, 409, 500] as const;

/** Short waits are over at once, and time-outs never come. */
const clock: Clock = {
  now: () => LINE.decidedAt,
  after(ms, ring) {
    if (ms > 10_000) return () => undefined;
    const timer = setImmediate(ring);
    return () => clearImmediate(timer);
  },
};

const unhandled: unknown[] = [];
const keep = (thrown: unknown) => void unhandled.push(thrown);
beforeEach(() => void process.on("unhandledRejection", keep));
afterEach(() => void process.off("unhandledRejection", keep));

type Reply = (method: string, path: string) => { readonly status: number; readonly body: string };
type Try = (signal: AbortSignal) => Promise<unknown>;

it.each([
  ["Discord", (reply: Reply) => onDiscord(discordSide(reply))],
  ["Twilio", (reply: Reply) => onTwilio(twilioSide(reply))],
])(
  "whatever %s's REST answers, a call succeeds or fails by name",
  { timeout: PATIENCE_MS },
  async (vendor, triesOf) => {
    const random = seeded();
    let replies = 0;
    const tries = triesOf((method, path) => {
      replies += 1;
      return { status: random.pick(STATUSES), body: spoiledReply(random, method, path) };
    });
    const seen = { done: 0, failed: 0 };
    while (replies < count("nonsense")) {
      const outcome = await random
        .pick(tries)(new AbortController().signal)
        .then(
          () => null,
          (thrown: unknown) => thrown,
        );
      seen[outcome === null ? "done" : "failed"] += 1;
      if (outcome === null) continue;
      // What our own code trips over would be given up, not tried again.
      const code = outcome instanceof Failure ? outcome.code : "no failure at all";
      expect(code, `seed ${random.seed}, reply ${replies}: ${inspect(outcome)}`).not.toMatch(/^(bug|no)/u);
    }
    expect(unhandled).toEqual([]);
    expect(Math.min(seen.done, seen.failed), `seed ${random.seed}`).toBeGreaterThan(0);
    keepFigure({
      row: 16,
      what: `REST replies of ${vendor} spoiled`,
      count: replies,
      found: `${seen.done} calls done, ${seen.failed} failed by name, nothing thrown`,
    });
  },
);

function spoiledReply(random: Random, method: string, path: string): string {
  const text = JSON.stringify(spoiled(replyOf(method, path), random));
  return random.whole(20) === 0 ? text.slice(0, random.whole(text.length)) : text;
}

function discordSide(reply: Reply): MemberSide {
  const rest = new REST({
    version: "10",
    api: "http://discord.test/api",
    retries: 0,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    async makeRequest(url, { method = "GET" }) {
      const { status, body } = reply(method, new URL(url).pathname);
      const bare = status === 204 || status === 304;
      return new Response(bare ? null : body, { status, headers: { "content-type": "application/json" } });
    },
  }).setToken("t");
  const interactions = {
    arrived: () => undefined,
    typed: () => undefined,
    settled: () => Promise.resolve(),
    grant: () => Promise.resolve({ applicationId: "1", token: "t" }),
  };
  return createMemberSide({
    rest,
    guildId: "300000000000000009",
    interactions,
    threads: createThreadPlaces(),
    help: null,
    allowed: { hosts: [], loopback: false },
    clock,
    log: silentLog,
  });
}

function onDiscord(side: MemberSide): readonly Try[] {
  const say =
    (inDoubt: boolean): Try =>
    (signal) =>
      side.say({ ...LINE, placeId: CHANNEL, buttons: [], inDoubt }, signal);
  return [(signal) => side.openPlace(SPEC.memberId, signal), say(false), say(true)];
}

function twilioSide(reply: Reply): Transport {
  const client = createTwilioClient({
    accountSid: "AC0123456789abcdef0123456789abcdef",
    apiKey: "SK0123456789abcdef0123456789abcdef",
    apiSecret: "secret",
  });
  const { httpClient } = client;
  if (httpClient === undefined) throw new Error("no client");
  httpClient.axios.defaults.adapter = (config) => {
    const { status, body } = reply(
      (config.method ?? "get").toUpperCase(),
      new URL(config.url ?? "").pathname,
    );
    return Promise.resolve({ status, data: body, statusText: "", headers: {}, config });
  };
  return createConversationsTransport({
    client,
    media: noMedia,
    ids: {
      workspaceSid: "WS0123456789abcdef0123456789abcdef",
      workflowSid: "WW0123456789abcdef0123456789abcdef",
      queueSid: "WQ0123456789abcdef0123456789abcdef",
      taskChannelSid: "TC0123456789abcdef0123456789abcdef",
      flowSid: "FW0123456789abcdef0123456789abcdef",
      chatServiceSid: "IS0123456789abcdef0123456789abcdef",
    },
    callbackUrl: "https://chat.example.com/twilio/conversations",
    clock,
    log: silentLog,
  });
}

function onTwilio(transport: Transport): readonly Try[] {
  const post =
    (inDoubt: boolean): Try =>
    (signal) =>
      transport.post(
        {
          ...LINE,
          ...SPEC,
          conversation: CONVERSATION,
          voice: "member",
          postId: null,
          startsFlow: true,
          inDoubt,
        },
        signal,
      );
  return [
    (signal) => transport.ensureConversation({ ...SPEC, name: "discord-1-1-x" }, signal),
    post(false),
    post(true),
    (signal) => transport.requestAgent(FACTS, signal),
    (signal) => transport.ensureTask(FACTS, signal),
    (signal) => transport.detachFlow(CONVERSATION, signal),
    (signal) => transport.close(CONVERSATION, signal),
    (signal) => transport.queueStanding("WT0123456789abcdef0123456789abcdef" as TaskId, signal),
    (signal) => transport.catchUp({ ...KNOWN, conversation: CONVERSATION }, signal),
  ];
}
