import { describe, expect, it } from "vitest";
import { toDiscord } from "../../../src/discord/markdown/to-discord.ts";

const UNSEEN = "\u200B";

describe("Markdown on its way to Discord", () => {
  it.each([
    ["bold by underscores, which Discord would underline", "an __important__ word", "an **important** word"],
    ["bold inside of bold's neighbours", "**a** __b *c*__ `__d__`", "**a** **b *c*** `__d__`"],
    ["underscores within words", "my__own__name", "my__own__name"],
    [
      "a picture",
      "see ![the plan](https://example.com/plan.png)",
      "see [the plan](https://example.com/plan.png)",
    ],
    [
      "a picture without words",
      "![](https://example.com/a.png)",
      "[https://example.com/a.png](https://example.com/a.png)",
    ],
    ["a deep heading", "#### Opening hours ##", "**Opening hours**"],
    ["a heading that Discord knows", "## Opening hours", "## Opening hours"],
    ["an underlined heading", "Opening hours\n---", "## Opening hours"],
    ["two bars, which Discord would hide", "a || b || c", "a \\|\\| b \\|\\| c"],
    ["a line that Discord would shrink", "-# small", "\\-# small"],
    ["a quote to the end", ">>> all of it", "> all of it"],
    [
      "a list, a quote, a link and plain text",
      "- a\n- b\n\n> c\n\n[d](https://e.f)",
      "- a\n- b\n\n> c\n\n[d](https://e.f)",
    ],
  ])("shows %s", (_what, written, shown) => {
    expect(toDiscord(written)).toBe(shown);
  });

  it("shows a table as a block with columns, whatever alphabet", () => {
    const table = "Plans:\n\n| Plan | Price |\n|:--|--:|\n| Basic | 5 € |\n| 日本 | 12 € |\n\nDone.";
    expect(toDiscord(table)).toBe(
      "Plans:\n\n```\nPlan   Price\n-----  -----\nBasic    5 €\n日本    12 €\n```\n\nDone.",
    );
  });

  it("leaves code alone", () => {
    const code = "```ts\nconst a = __b__ || c; // -# d\n```";
    expect(toDiscord(code)).toBe(code);
  });

  it("breaks what could ping, in code too, and keeps addresses working", () => {
    expect(toDiscord("@everyone `@here` <@123> <@&9> <@!7> me@example.com")).toBe(
      `@${UNSEEN}everyone \`@${UNSEEN}here\` <${UNSEEN}@123> <${UNSEEN}@&9> <${UNSEEN}@!7> me@example.com`,
    );
    expect(toDiscord("https://medium.com/@everyone/post")).toBe("https://medium.com/%40everyone/post");
  });

  it("takes half a character for none", () => {
    expect(toDiscord("a\uD83D")).toBe("a\uFFFD");
  });

  it("is done in time with the longest that Twilio carries", () => {
    const long = 32_000;
    for (const text of [
      "# a".padEnd(long) + "b",
      "```".padEnd(long, "a"),
      "[".repeat(long),
      "|a".repeat(long / 2),
    ]) {
      expect(toDiscord(text).length).toBeGreaterThan(long / 2);
    }
  });
});
