import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toDiscord } from "../../../src/discord/markdown/to-discord.ts";
import { splitText } from "../../../src/discord/outbound/split-text.ts";

const LONGEST = 2_000;
const points = (text: string) => Array.from(text).length;
const fences = (text: string) => text.split("```").length - 1;

describe("a text that is too long", () => {
  it("is cut between paragraphs rather than lines, and lines rather than words", () => {
    const paragraphs = [`${"one ".repeat(300)}\nstill one`, "two ".repeat(250)];
    expect(splitText(paragraphs.join("\n\n"))).toEqual(paragraphs.map((text) => text.trim()));
    expect(splitText(`${"a".repeat(1500)}. ${"b".repeat(600)}`)).toEqual([
      `${"a".repeat(1500)}.`,
      "b".repeat(600),
    ]);
  });

  it("of 2,001 code points in one block of code is two blocks", () => {
    const code = `\`\`\`js\n${"x".repeat(2_001 - 9)}\n\`\`\``;
    expect(points(code)).toBe(2_002);
    const parts = splitText(code);
    expect(parts).toHaveLength(2);
    for (const part of parts) expect(part).toMatch(/^```js\nx+\n```$/);
    expect(parts.join("").match(/x/g)).toHaveLength(2_001 - 9);
  });

  it("keeps lines and their indentation inside of a block", () => {
    const lines = Array.from({ length: 200 }, (_, n) => `${" ".repeat(n % 8)}line ${n};`);
    const parts = splitText(`Look:\n\`\`\`\n${lines.join("\n")}\n\`\`\`\nThat is all.`);
    expect(parts.length).toBeGreaterThan(1);
    const kept = parts.flatMap((part) => part.split("\n")).filter((line) => line.includes("line "));
    expect(kept).toEqual(lines);
  });

  it("breaks no emoji, however it is put together", () => {
    const family = "👨‍👩‍👧‍👦";
    const parts = splitText(family.repeat(4_000 / 4));
    for (const part of parts) expect(part.replaceAll(family, "")).toBe("");
    const faces = splitText("😀".repeat(4_000));
    expect([faces.length, faces.join("")]).toEqual([2, "😀".repeat(4_000)]);
  });

  it("breaks no link, mention, custom emoji or inline code", () => {
    const things = [
      "[the plan](https://example.com/a_b)",
      "https://example.com/c?d=e",
      "<#123>",
      "<:party:9>",
      "`a b`",
    ];
    for (const thing of things) {
      for (const part of splitText(`${"x".repeat(1_950)} ${`${thing} `.repeat(80)}`)) {
        expect(part.replaceAll(thing, "").replaceAll(/[\sx]/g, "")).toBe("");
      }
    }
  });

  it("is cut somewhere when there is no good place", () => {
    const address = `https://example.com/${"a".repeat(3_000)}`;
    expect(splitText(address).join("")).toBe(address);
    const stacked = `a${"\u0301".repeat(4_500)}`;
    expect(splitText(stacked).join("")).toBe(stacked);
  });

  it("of right-to-left and unseen characters loses none of them", () => {
    const text = "שלום\u200Fעולם\u200B ".repeat(300);
    expect(splitText(text).join(" ")).toBe(text.trim());
  });
});

/** The letters and digits of a text, in their order: what neither rendering nor cutting may lose. */
const letters = (text: string) => text.match(/[\p{L}\p{N}\p{Extended_Pictographic}]/gu) ?? [];

const fragment = fc.oneof(
  { weight: 6, arbitrary: fc.lorem({ maxCount: 30, mode: "sentences" }) },
  { weight: 3, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
  fc.constantFrom(
    "\n",
    "\n\n",
    " ",
    "@everyone",
    "@here",
    "<@123456789012345678>",
    "<@&7>",
    "||",
    "__",
    "**",
    "> ",
    ">>> ",
    "-# ",
    "# ",
    "#### ",
    "`",
    "``",
    "```",
    "|",
    "| a | b |\n|---|---|\n| c | d |\n",
    "https://example.com/x_y?z=@everyone",
    "[link](https://example.com/q)",
    "<:party:123456789012345678>",
    "<t:1:R>",
    "👩🏽‍🚀",
    "مرحبا",
    "\u202E",
    "\u200B",
  ),
  fc
    .tuple(fc.constantFrom("", "js", "c++"), fc.string({ unit: "grapheme-ascii", maxLength: 900 }))
    .map(([language, code]) => `\n\`\`\`${language}\n${code.replaceAll("`", "'")}\n\`\`\`\n`),
  fc
    .tuple(fc.constantFrom("a", "é", "日", "😀", " "), fc.integer({ min: 1, max: 2_500 }))
    .map(([one, n]) => one.repeat(n)),
);
const message = fc.array(fragment, { maxLength: 24 }).map((fragments) => fragments.join(""));

const runs = Number(process.env["RUNS"] ?? 2_000);
const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);

describe(`any message (SEED=${seed} RUNS=${runs})`, () => {
  it("fits, loses nothing, leaves no block open, and pings nobody", () => {
    fc.assert(
      fc.property(message, (written) => {
        const shown = toDiscord(written);
        const parts = splitText(shown);
        expect(parts.every((part) => (points(part) <= LONGEST && part !== "") || parts.length === 1)).toBe(
          true,
        );
        expect(parts.join("\n")).not.toMatch(/@(?:everyone|here)\b|<@[!&]?\d+>/u);
        const open = parts.filter((part) => fences(part) % 2 !== 0);
        expect(fences(shown) % 2 === 0 ? open : []).toEqual([]);
        const whole = letters(written.toWellFormed());
        expect(withoutFences(letters(parts.join("\n")), whole)).toEqual(whole);
      }),
      { numRuns: runs, seed },
    );
  });
});

/** A block that is opened again names its language again; what is more than before has to be that. */
function withoutFences(found: readonly string[], wanted: readonly string[]): readonly string[] {
  return found.length === wanted.length ? found : subsequence(found, wanted);
}

function subsequence(found: readonly string[], wanted: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const one of found) if (one === wanted[kept.length]) kept.push(one);
  return kept;
}
