import { isDeepStrictEqual } from "node:util";

import twilio from "twilio";
import { describe, expect, it } from "vitest";

import { parseForm, type Form } from "../../src/twilio/form.ts";
import { conversationEvent } from "../../src/twilio/conversations/inbound.ts";
import { sameSecret, verifySignature } from "../../src/twilio/webhook.ts";
import { seeded, type Random } from "../random.ts";
import { sid } from "./twilio-like.ts";

const URL_GIVEN = "https://chat.example.com/twilio/conversations";
const TOKEN = "0123456789abcdef0123456789abcdef";
const FORM_TYPE = "application/x-www-form-urlencoded; charset=UTF-8";

function bodyOf(form: Form): Buffer {
  return Buffer.from(
    new URLSearchParams(form.map(([name, value]): [string, string] => [name, value])).toString(),
  );
}

/** The parameters as the SDK takes them: a list where a name comes more than once. */
function parametersOf(form: Form): Record<string, string | string[]> {
  const parameters: Record<string, string[]> = {};
  for (const [name, value] of form) (parameters[name] ??= []).push(value);
  return Object.fromEntries(
    Object.entries(parameters).map(([name, values]) => [
      name,
      values.length === 1 ? (values[0] ?? "") : values,
    ]),
  );
}

function sign(form: Form, token = TOKEN, url = URL_GIVEN): string {
  return twilio.getExpectedTwilioSignature(token, url, parametersOf(form));
}

function accepts(raw: Buffer, signature: string): boolean {
  const form = parseForm(raw, FORM_TYPE);
  return form !== null && verifySignature({ authTokens: [TOKEN], signature, url: URL_GIVEN, form });
}

const PIECES = ["a", "Z", "0", " ", "+", "&", "=", "%", "%41", "é", "🙂", "\n", "\u0000", "body", "ß"];

function randomText(random: Random): string {
  return Array.from({ length: random.whole(12) }, () => random.pick(PIECES)).join("");
}

function randomForm(random: Random): Form {
  const names = ["Body", "body", "Author", "Attributes", "Ünicode", "A", "AB", "a b", "x=y"];
  return Array.from({ length: random.whole(10) }, () => [random.pick(names), randomText(random)] as const);
}

function messageForm(random: Random): Form {
  return [
    ["AccountSid", sid("AC")],
    ["EventType", "onMessageAdded"],
    ["Source", "SDK"],
    ["ConversationSid", sid("CH")],
    ["MessageSid", sid("IM")],
    ["Index", String(random.whole(100))],
    ["DateCreated", "2026-11-22T10:00:00.000Z"],
    ["Body", `hello ${randomText(random)}`],
    ["Author", "agent_alex"],
    ["ClientIdentity", "agent_alex"],
    ["Attributes", "{}"],
  ];
}

/** One byte changed, added, lost, doubled, or two swapped. */
function mutated(raw: Buffer, random: Random): Buffer {
  const at = random.whole(raw.length);
  const byte = Buffer.from([random.pick([random.whole(256), 0x26, 0x3d, 0x25, 0x2b, 0x20])]);
  const [before, here, after] = [raw.subarray(0, at), raw.subarray(at, at + 1), raw.subarray(at + 1)];
  switch (random.whole(5)) {
    case 0:
      return Buffer.concat([before, byte, after]);
    case 1:
      return Buffer.concat([before, byte, here, after]);
    case 2:
      return Buffer.concat([before, after]);
    case 3:
      return Buffer.concat([before, here, here, after]);
    default:
      return Buffer.concat([before, after.subarray(0, 1), here, after.subarray(1)]);
  }
}

describe("the signature", () => {
  it("is that of Twilio's documentation", () => {
    const url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    const form: Form = [
      ["CallSid", "CA1234567890ABCDE"],
      ["Caller", "+14158675309"],
      ["Digits", "1234"],
      ["From", "+14158675309"],
      ["To", "+18005551212"],
    ];
    const signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
    expect(verifySignature({ authTokens: ["12345"], signature, url, form })).toBe(true);
    expect(verifySignature({ authTokens: ["12346"], signature, url, form })).toBe(false);
  });

  it("agrees with the SDK on 5,000 random forms", () => {
    const random = seeded();
    const forms = Array.from({ length: 5_000 }, () => randomForm(random));
    const misread = forms.filter((form) => !isDeepStrictEqual(parseForm(bodyOf(form), FORM_TYPE), form));
    const refused = forms.filter((form) => !accepts(bodyOf(form), sign(form)));
    expect({ misread, refused }, `seed ${random.seed}`).toEqual({ misread: [], refused: [] });
  });

  it.each([
    ["https://a.example/x", "https://a.example:443/x"],
    ["https://a.example:443/x?y=1", "https://a.example/x?y=1"],
    ["http://127.0.0.1:4100/x", "http://127.0.0.1/x"],
    ["https://[::1]:8443/x", "https://[::1]/x"],
    ["https://u:p@a.example/x", "https://u:p@a.example:443/x"],
  ])("counts for %s when Twilio signed %s", (url, signed) => {
    const form: Form = [["Body", "hi"]];
    for (const spelling of [url, signed]) {
      const signature = sign(form, TOKEN, spelling);
      expect(verifySignature({ authTokens: [TOKEN], signature, url, form })).toBe(true);
    }
  });

  it.each([
    "http://chat.example.com/twilio/conversations",
    "https://chat.example.com/twilio/conversations/",
    "https://chat.example.com/twilio/taskrouter",
    "https://chat.example.com/twilio/conversations?x=1",
    "https://chat.example.com:8443/twilio/conversations",
    "https://evil.example.com/twilio/conversations",
  ])("does not count for us when made for %s", (url) => {
    const form: Form = [["Body", "hi"]];
    const signature = sign(form, TOKEN, url);
    expect(verifySignature({ authTokens: [TOKEN], signature, url: URL_GIVEN, form })).toBe(false);
  });

  it("counts under each of the tokens, and under none that is empty", () => {
    const form: Form = [["Body", "hi"]];
    const given = { url: URL_GIVEN, form };
    const old = sign(form, "old");
    expect(verifySignature({ ...given, signature: old, authTokens: ["new", "old"] })).toBe(true);
    expect(verifySignature({ ...given, signature: old, authTokens: ["new"] })).toBe(false);
    expect(verifySignature({ ...given, signature: old, authTokens: [] })).toBe(false);
    expect(verifySignature({ ...given, signature: sign(form, ""), authTokens: [""] })).toBe(false);
    expect(verifySignature({ ...given, signature: undefined, authTokens: ["old"] })).toBe(false);
    expect(verifySignature({ ...given, signature: "", authTokens: ["old"] })).toBe(false);
    expect(verifySignature({ ...given, signature: `${old} `, authTokens: ["old"] })).toBe(false);
  });

  it("covers every parameter: 20,000 changed bodies bring no value that was not signed", () => {
    const random = seeded();
    let accepted = 0;
    const forged: string[] = [];
    for (let turn = 0; turn < 20_000; turn += 1) {
      const form = messageForm(random);
      const changed = mutated(bodyOf(form), random);
      if (!accepts(changed, sign(form))) continue;
      accepted += 1;
      // Where the border between a name and its value moved, the value goes missing; it is never another.
      const was = meaning(form);
      const is = meaning(parseForm(changed, FORM_TYPE) ?? []);
      if (is !== null && !isDeepStrictEqual(is, was)) forged.push(changed.toString("latin1"));
    }
    expect(forged, `seed ${random.seed}`).toEqual([]);
    expect(accepted, `seed ${random.seed}`).toBeGreaterThan(0);
  });

  it("covers the signature itself: no changed one is accepted", () => {
    const random = seeded();
    const form = messageForm(random);
    const signature = sign(form);
    const changed = Array.from({ length: 5_000 }, () =>
      mutated(Buffer.from(signature), random).toString("latin1"),
    );
    const passed = changed.filter((text) => text !== signature && accepts(bodyOf(form), text));
    expect(passed, `seed ${random.seed}`).toEqual([]);
  });
});

/** What happened according to a webhook; null when it tells of nothing. */
function meaning(form: Form) {
  const inbound = conversationEvent(form, 0);
  return "event" in inbound ? inbound.event.happening : null;
}

describe("a form", () => {
  it.each([
    ["another type", "a=1", "application/json"],
    ["no type", "a=1", undefined],
    ["another charset", "a=1", "application/x-www-form-urlencoded; charset=latin1"],
    ["a broken escape", "a=%4", FORM_TYPE],
    ["an escape that is not hexadecimal", "a=%zz", FORM_TYPE],
    ["an escape that is not UTF-8", "a=%ff", FORM_TYPE],
    ["bytes that are not UTF-8", Buffer.from([0x61, 0x3d, 0xff]), FORM_TYPE],
    ["a parameter without a name", "=1", FORM_TYPE],
    ["a parameter without =", "a", FORM_TYPE],
    ["an empty parameter", "a=1&&b=2", FORM_TYPE],
  ])("is not one with %s", (_name, body, type) => {
    expect(parseForm(Buffer.from(body), type)).toBeNull();
  });

  it("keeps empty values, repeated names, and = in values", () => {
    expect(parseForm(Buffer.from("a=&b=1&b=2&c=x=y&d=+%2B"), "application/x-www-form-urlencoded")).toEqual([
      ["a", ""],
      ["b", "1"],
      ["b", "2"],
      ["c", "x=y"],
      ["d", " +"],
    ]);
  });

  it("of random bytes never throws", () => {
    const random = seeded();
    const parseMany = () => {
      for (let turn = 0; turn < 5_000; turn += 1) {
        const raw = Array.from({ length: random.whole(40) }, () => random.whole(256));
        parseForm(Buffer.from(raw), FORM_TYPE);
      }
    };
    expect(parseMany, `seed ${random.seed}`).not.toThrow();
  });
});

describe("a shared secret", () => {
  it("is known by its whole text", () => {
    expect(sameSecret("s3cret", "s3cret")).toBe(true);
    expect(sameSecret("s3cre", "s3cret")).toBe(false);
    expect(sameSecret("", "s3cret")).toBe(false);
    expect(sameSecret("", "")).toBe(false);
  });
});
