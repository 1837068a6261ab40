import { describe, expect, it } from "vitest";
import { asDocument, html } from "../../src/desk/html.ts";
import { excerpt, sizeOf, written } from "../../src/desk/pages/parts/text.ts";
import { spanOf, timeOf, type TimeStyle } from "../../src/desk/pages/parts/time.ts";

const shown = (part: Parameters<typeof html>[1]) =>
  asDocument(html`${part}`).replace("<!doctype html>\n", "");
const words = (...all: readonly string[]) => new Set(all);

describe("what people wrote", () => {
  it("is text, whatever it looks like", () => {
    const text = `<script>alert(1)</script> "x" '&' <img src=x onerror=y>`;
    expect(shown(written(text))).not.toMatch(/<[a-z]/u);
    expect(shown(excerpt(text, words("script", "alert")))).not.toMatch(/<(?!\/?mark>)/u);
  });

  it.each([
    ["see https://a.example/b?c=1&d=2.", "https://a.example/b?c=1&amp;d=2"],
    ["(https://a.example/b)", "https://a.example/b"],
    ["<https://a.example>", "https://a.example"],
  ])("%s has a link that tells nothing of this page", (text, address) => {
    expect(shown(written(text))).toContain(
      `<a href="${address}" rel="noopener noreferrer nofollow" target="_blank">${address}</a>`,
    );
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "https://", 'https://"onmouseover="x'])(
    "%s is no link",
    (text) => {
      expect(shown(written(text))).not.toContain("<a ");
    },
  );
});

describe("an excerpt", () => {
  it("marks words as a search compares them", () => {
    expect(shown(excerpt("The DRAGÓN ate my sword", words("dragon")))).toBe(
      "The <mark>DRAGÓN</mark> ate my sword",
    );
  });

  it("shows the part of a long text that holds them", () => {
    const text = `${"before ".repeat(100)}dragon${" after".repeat(100)}`;
    const part = shown(excerpt(text, words("dragon")));
    expect(part).toMatch(/^… before .*<mark>dragon<\/mark> after.* …$/u);
    expect(part.length).toBeLessThan(260);
  });
});

it.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [284_113, "277 KB"],
  [5_000_000, "4.8 MB"],
])("%i bytes are %s", (bytes, size) => {
  expect(sizeOf(bytes)).toBe(size);
});

it("times are said by UTC until the page knows better", () => {
  const at = Date.UTC(2026, 10, 20, 15, 30);
  const said = (style: TimeStyle, now: number) => shown(timeOf(at, style, now)).replaceAll(/<[^>]*>/gu, "");
  expect(said("moment", at)).toBe("20 Nov 2026, 15:30 UTC");
  expect(said("hour", at)).toBe("15:30");
  expect([said("away", at + 90 * 60_000), said("away", at - 90 * 60_000)]).toEqual(["1 h ago", "in 1 h"]);
  expect([spanOf(0), spanOf(59_999), spanOf(60_000), spanOf(26 * 3_600_000)]).toEqual([
    "0 s",
    "59 s",
    "1 min",
    "1 d",
  ]);
});
