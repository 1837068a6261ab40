import { createHash, createHmac, timingSafeEqual } from "node:crypto";

import type { Form } from "./form.ts";

export interface SignedForm {
  /** The account's auth tokens, the primary one first; more than one while they are being changed. */
  readonly authTokens: readonly string[];
  /** The X-Twilio-Signature header. */
  readonly signature: string | undefined;
  /** The full URL as it was given to Twilio, query included, fragment not. Never built from a Host header. */
  readonly url: string;
  readonly form: Form;
}

/**
 * Whether Twilio sent it: base64(HMAC-SHA1(auth token, URL followed by the parameters)). Only the account's
 * auth tokens sign; API keys never do. Twilio may name the port or leave it out, so the URL counts with and
 * without one (as the helper library of twilio 6 has it).
 */
export function verifySignature({ authTokens, signature, url, form }: SignedForm): boolean {
  if (signature === undefined) return false;
  const given = Buffer.from(signature, "latin1");
  const parameters = signedText(form);
  let matches = false;
  for (const token of authTokens) {
    if (token === "") continue;
    for (const spelling of spellings(url)) {
      const wanted = createHmac("sha1", token).update(spelling).update(parameters).digest("base64");
      matches = sameBytes(given, Buffer.from(wanted, "latin1")) || matches;
    }
  }
  return matches;
}

/**
 * Whether Twilio sent this JSON: its hash stands in the query as `bodySHA256`, and the URL with that query is
 * signed without any parameters.
 */
export function verifyJson({
  raw,
  ...signed
}: Omit<SignedForm, "form"> & { readonly raw: Uint8Array }): boolean {
  const given = new URLSearchParams(signed.url.split("?", 2)[1] ?? "").get("bodySHA256") ?? "";
  const wanted = createHash("sha256").update(raw).digest("hex");
  const isWhole = sameBytes(Buffer.from(given.toLowerCase(), "latin1"), Buffer.from(wanted, "latin1"));
  return verifySignature({ ...signed, form: [] }) && isWhole;
}

/** The signature that Twilio puts on a form; a door opened with the same token takes it. */
export function signForm(authToken: string, url: string, form: Form): string {
  return createHmac("sha1", authToken).update(url).update(signedText(form)).digest("base64");
}

/** Names in order, each with its distinct values in order. */
function signedText(form: Form): string {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of form) {
    const known = values.get(name);
    if (known === undefined) values.set(name, new Set([value]));
    else known.add(value);
  }
  let text = "";
  for (const name of [...values.keys()].sort()) {
    for (const value of [...(values.get(name) ?? [])].sort()) text += name + value;
  }
  return text;
}

const URL_PARTS = /^([a-z][a-z0-9+.-]*:\/\/)((?:[^/?#@]*@)?)(\[[^\]]*\]|[^:/?#]*)(:\d*)?(.*)$/is;

function spellings(url: string): readonly string[] {
  const parts = URL_PARTS.exec(url);
  if (parts === null) return [url];
  const [, scheme = "", user = "", host = "", port, rest = ""] = parts;
  const standard = scheme.toLowerCase() === "https://" ? ":443" : ":80";
  const base = scheme + user + host;
  return [base + rest, base + (port ?? standard) + rest];
}

function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Compares two secrets without telling by its duration where they differ. */
export function sameSecret(given: string, wanted: string): boolean {
  if (wanted === "") return false;
  const digest = (text: string) => createHmac("sha256", wanted).update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
