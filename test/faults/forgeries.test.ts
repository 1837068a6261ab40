import { isDeepStrictEqual } from "node:util";

import twilio from "twilio";
import { expect, it } from "vitest";

import type { InboundEvent } from "../../src/domain/event.ts";
import { systemClock } from "../../src/domain/clock.ts";
import { silentLog } from "../../src/domain/log.ts";
import { doorPaths, twilioDoors } from "../../src/twilio/doors.ts";
import { type Random, seeded } from "../random.ts";
import { sid } from "../twilio/twilio-like.ts";
import { count, PATIENCE_MS } from "./support/counts.ts";
import { keepFigure } from "./support/figures.ts";

const PUBLIC_URL = "https://chat.example.com";
const TOKEN = "0123456789abcdef0123456789abcdef";

it(
  "a webhook with one byte changed, another signature or another address tells nothing new",
  { timeout: PATIENCE_MS },
  async () => {
    const random = seeded();
    const accepted: InboundEvent[] = [];
    const door = openDoor((events) => accepted.push(...events));
    let taken = 0;
    for (let turn = 0; turn < count("forgeries"); turn += 1) {
      const form = messageForm(random);
      const { raw, signature, query } = forge(form, random);
      accepted.length = 0;
      const { status } = await door({ raw, signature, query });
      if (status >= 300) continue;
      taken += 1;
      const [event] = accepted.splice(0);
      const { status: honest } = await door({ raw: bytesOf(form), signature: sign(form), query: "" });
      expect(honest).toBe(200);
      const same = event === undefined || isDeepStrictEqual(event.happening, accepted[0]?.happening);
      expect(same, `seed ${random.seed}, turn ${turn}`).toBe(true);
    }
    keepFigure({
      row: 15,
      what: "bodies, signatures and addresses with a byte changed",
      count: count("forgeries"),
      found: `${taken} accepted, each with the parameters that were signed`,
    });
  },
);

type Form = Readonly<Record<string, string>>;

function openDoor(hear: (events: readonly InboundEvent[]) => void) {
  const doors = twilioDoors({
    accept: (events) => {
      hear(events);
      return Promise.resolve([]);
    },
    authTokens: [TOKEN],
    publicUrl: PUBLIC_URL,
    studioSecret: "secret",
    routeOf: () => Promise.resolve("assistant"),
    clock: systemClock,
    log: silentLog,
  });
  const route = doors.find(({ path }) => path === doorPaths.conversations);
  if (route === undefined) throw new Error("no door");
  return ({ raw, signature, query }: { raw: Buffer; signature: string; query: string }) =>
    route.handle({
      path: route.path,
      peer: "127.0.0.1",
      raw,
      query,
      headers: { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature },
    });
}

function messageForm(random: Random): Form {
  return {
    EventType: "onMessageAdded",
    ConversationSid: sid("CH"),
    MessageSid: sid("IM"),
    Index: String(random.whole(100)),
    DateCreated: "2026-11-22T10:00:00.000Z",
    Body: `hello ${random.pick(["", "you", "a=b&c", "é🙂", "%41"])}`,
    Author: "agent_alex",
    Attributes: "{}",
  };
}

const bytesOf = (form: Form) => Buffer.from(new URLSearchParams(form).toString());
const sign = (form: Form) =>
  twilio.getExpectedTwilioSignature(TOKEN, PUBLIC_URL + doorPaths.conversations, { ...form });

/** One thing is not as it was signed. */
function forge(form: Form, random: Random): { raw: Buffer; signature: string; query: string } {
  const whole = { raw: bytesOf(form), signature: sign(form), query: "" };
  switch (random.whole(10)) {
    case 0:
      return { ...whole, query: random.pick(["a=1", "=", "&", "bodySHA256=0"]) };
    case 1:
      return {
        ...whole,
        signature: random.pick(["", "=", changed(Buffer.from(whole.signature), random).toString()]),
      };
    default:
      return { ...whole, raw: changed(whole.raw, random) };
  }
}

function changed(bytes: Buffer, random: Random): Buffer {
  const at = random.whole(bytes.length);
  const other = Buffer.of(random.pick([0x26, 0x3d, 0x25, 0x2b, random.whole(256)]));
  const skipped = at + random.whole(2);
  const added = random.whole(3) === 0 ? Buffer.alloc(0) : other;
  const result = Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(skipped)]);
  return result.equals(bytes) ? changed(bytes, random) : result;
}
