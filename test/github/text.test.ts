import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { harmless, keyIn, marked, titleOf } from "../../src/github/text.ts";
import { verifySignature } from "../../src/github/webhook.ts";

test.each([
  ["Hi @octocat and @Nebula/team", "Hi @\u200Boctocat and @\u200BNebula/team"],
  ["like #12, other/repo#3 and GH-4", "like #\u200B12, other/repo#\u200B3 and G\u200BH-4"],
  ["a <!-- comment", "a <\u200B!-- comment"],
  ["https://example.com/a#12 stays", "https://example.com/a#12 stays"],
  ["https://example.com/@mia#12 leads there", "https://example.com/%40mia#12 leads there"],
  ["https://@octocat, [https://x.y/@octocat]", "https://%40octocat, [https://x.y/%40octocat]"],
  ["https://x<@octocat>, https://x<!-- y", "https://x<@\u200Boctocat>, https://x<\u200B!-- y"],
  ["# A heading, @ noon, 5 # left", "# A heading, @ noon, 5 # left"],
])("%j calls nobody", (text, wanted) => {
  expect(harmless(text)).toBe(wanted);
});

test("however long, a text is one that GitHub takes, and its mark is found", () => {
  const body = marked(12, "0b2f6a52-7d0c-4d1e-9f5e-3f1f2a1f9c11", `${"🚀".repeat(40_000)}-->`);
  expect(body.length).toBeLessThan(65_536);
  expect(body.isWellFormed()).toBe(true);
  expect(keyIn(body)).toBe("0b2f6a52-7d0c-4d1e-9f5e-3f1f2a1f9c11");
  expect(keyIn("<!-- flexcord case 12 -->")).toBeNull();
  expect(titleOf(`A\n${"title ".repeat(100)}`)).toMatch(/^A title .{200,242}…$/u);
});

test("a signature is what GitHub's documentation says it is", () => {
  const sent = Buffer.from("Hello, World!");
  const secret = "It's a Secret to Everybody";
  const wanted = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
  expect(verifySignature(sent, wanted, secret)).toBe(true);
  expect(verifySignature(Buffer.from("Hello, World?"), wanted, secret)).toBe(false);
  expect(verifySignature(sent, wanted, `${secret}!`)).toBe(false);
  expect(verifySignature(sent, undefined, secret)).toBe(false);
  const old = createHmac("sha1", secret).update(sent).digest("hex");
  expect(verifySignature(sent, `sha1=${old}`, secret)).toBe(false);
});
