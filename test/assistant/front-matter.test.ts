import { describe, expect, it } from "vitest";
import { readHead } from "../../src/assistant/front-matter.ts";

const head = (...lines: string[]) => readHead(["---", ...lines, "---", "Body."].join("\n"));
const GOOD = ["title: Owls", "url: https://help.example/owls"];

describe("front matter", () => {
  it("is read in full", () => {
    const { frontMatter, body, faults } = readHead(
      [
        "---",
        "title: Feeding owls: a guide",
        'url: "https://help.example/owls?a=b#c"',
        "tags: birds, night, ",
        "aliases: [owl food, 'what owls eat']",
        "question: What do I give my owl, and when?",
        "question: My owl is hungry",
        "---",
        "",
        "# Mice",
        "---",
      ].join("\r\n"),
    );
    expect(faults).toEqual([]);
    expect(frontMatter).toEqual({
      title: "Feeding owls: a guide",
      url: "https://help.example/owls?a=b#c",
      tags: ["birds", "night"],
      questions: ["owl food", "what owls eat", "What do I give my owl, and when?", "My owl is hungry"],
    });
    expect(body).toBe("\n# Mice\n---");
  });

  it("may hold what other tools write there", () => {
    const { faults, frontMatter } = head(
      "# written by hand",
      "layout: post",
      "authors:",
      "  - name: Mia",
      "- Alex",
      "draft:",
      "",
      ...GOOD,
      "sidebar_position: 3",
    );
    expect(faults).toEqual([]);
    expect(frontMatter.title).toBe("Owls");
  });

  it("may start with a byte order mark", () => {
    expect(readHead(`\uFEFF---\n${GOOD.join("\n")}\n---\n`).faults).toEqual([]);
  });

  it.each([
    [["url: https://a.example"], 1, "the title is missing"],
    [["title:", "url: https://a.example"], 2, "the title is missing"],
    [['title: ""', "url: https://a.example"], 2, "the title is missing"],
    [["title: Owls"], 1, "the url is missing"],
    [["title: Owls", "url: /owls"], 3, "the url is to be a whole http or https address"],
    [["title: Owls", "url: javascript:alert(1)"], 3, "the url is to be a whole http or https address"],
    [[...GOOD, "title: More owls"], 4, "a second title"],
    [[...GOOD, "url: https://b.example"], 4, "a second url"],
    [[...GOOD, "tags:", "  - birds"], 5, '"tags" is to be written on one line'],
    [[...GOOD, "just words"], 4, 'this is no "key: value"'],
  ])("%j has a fault in line %i: %s", (lines, line, problem) => {
    expect(head(...lines).faults).toEqual([{ line, problem }]);
  });

  it("tells every fault, in the order of the lines", () => {
    expect(head("oops", "url: nowhere").faults.map(({ line }) => line)).toEqual([1, 2, 3]);
  });

  it.each([
    ["# Owls\n", "it does not start with a line of ---"],
    ["", "it does not start with a line of ---"],
    ["---\ntitle: Owls\n", "the line of --- that ends the front matter is missing"],
  ])("%j has none: %s", (source, problem) => {
    expect(readHead(source).faults).toEqual([{ line: 1, problem }]);
  });
});
