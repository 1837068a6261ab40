import { describe, expect, it } from "vitest";
import { formatMessage, parseMessage, placeholdersOf } from "../../src/texts/message.ts";

const format = (source: string, values = {}, locale = "en") =>
  formatMessage(parseMessage(source), values, locale);

describe("a sentence", () => {
  it.each([
    ["plain", {}, "plain"],
    ["", {}, ""],
    ["Hi {name}!", { name: "Mia" }, "Hi Mia!"],
    ["{a}{b}", { a: 1, b: 2 }, "12"],
    ["Case {case}", { case: 12345 }, "Case 12345"],
    ["Hi {name}", { name: "{case} $& {name}" }, "Hi {case} $& {name}"],
    ["{n, plural, one {# case} other {# cases}} left", { n: 1 }, "1 case left"],
    ["{n, plural, one {# case} other {# cases}} left", { n: 1200 }, "1,200 cases left"],
    ["{n, plural, =0 {none} =1 {the last} other {#}}", { n: 0 }, "none"],
    ["{n, plural,\n  =1 {a, b}\n  other {c, d}\n}", { n: 1 }, "a, b"],
  ])("%j with %j", (source, values, expected) => {
    expect(format(source, values)).toBe(expected);
  });

  it("takes the plural form of its language", () => {
    const polish = "{n, plural, one {# plik} few {# pliki} many {# plików} other {# pliku}}";
    expect([1, 3, 5, 22].map((n) => format(polish, { n }, "pl"))).toEqual([
      "1 plik",
      "3 pliki",
      "5 plików",
      "22 pliki",
    ]);
    expect(format("{n, plural, other {#件}}", { n: 1 }, "ja")).toBe("1件");
  });

  it("names its placeholders", () => {
    expect([...placeholdersOf(parseMessage("{a} {n, plural, other {#}} {a} {n}"))]).toEqual([
      ["a", "any"],
      ["n", "number"],
    ]);
  });

  it.each([
    ["{", "without its }"],
    ["a } b", "without its {"],
    ["{}", "not a placeholder"],
    ["{two words}", "not a placeholder"],
    ["{n, select, other {x}}", 'knows only "plural"'],
    ["{n, plural, one {x}}", 'needs the form "other"'],
    ["{n, plural, several {x} other {y}}", "cannot read"],
    ["{n, plural, other {a {name}}}", "cannot read"],
  ])("%j is refused: %s", (source, problem) => {
    expect(() => parseMessage(source)).toThrow(problem);
  });
});
