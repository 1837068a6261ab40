import { describe, expect, it } from "vitest";
import { readSections } from "../../src/assistant/markdown.ts";

const only = (markdown: string) => readSections(markdown)[0]?.lines;

describe("an article's sections", () => {
  it("are what stands under each heading", () => {
    const markdown = `
Before.

# One #
First line
of a paragraph.

Second.

Two
===
Under two.
## Three
#hashtag

Four
---

---
`;
    expect(readSections(markdown)).toEqual([
      { heading: null, lines: ["Before."] },
      { heading: "One", lines: ["First line of a paragraph.", "Second."] },
      { heading: "Two", lines: ["Under two."] },
      { heading: "Three", lines: ["#hashtag"] },
      { heading: "Four", lines: [] },
    ]);
  });

  it("are none where nothing is said", () => {
    expect(readSections("\n\n<!-- later -->\n")).toEqual([]);
  });
});

describe("plain text", () => {
  it.each([
    ["**Bold** and __bold__, *it* and _it_, ~~gone~~", "Bold and bold, it and it, gone"],
    ["snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"],
    ["See [the *guide*](https://a.example/x_(y)) or [this][ref].", "See the guide) or this."],
    ["![A picture](x.png) <br> text", "A picture text"],
    ["`/helpme` opens it", "/helpme opens it"],
    ["<https://a.example/b_c_d>", "https://a.example/b_c_d"],
    ["1 \\* 2, \\# no heading", "1 * 2, # no heading"],
    ["> quoted\n> twice", "quoted twice"],
    ["a < b and b > c", "a < b and b > c"],
    ["<!-- hidden\nnote -->shown", "shown"],
  ])("of %j is %j", (markdown, text) => {
    expect(only(markdown)).toEqual([text]);
  });

  it("keeps a list's items on their own lines", () => {
    expect(only("Do:\n1. Open\n   the app\n2) Press **OK**\n- one\n* two")).toEqual([
      "Do:",
      "1. Open the app",
      "2. Press OK",
      "• one",
      "• two",
    ]);
  });

  it("keeps a table's rows", () => {
    expect(only("| A | B |\n|---|:-:|\n| 1 | 2 |")).toEqual(["A – B", "1 – 2"]);
  });

  it("leaves code to the article", () => {
    expect(only("Run:\n```sh\n# no heading\nrm x\n```\nThen\n~~~~\na\n~~~\nb\n~~~~\nwait.")).toEqual([
      "Run:",
      "Then",
      "wait.",
    ]);
  });
});
