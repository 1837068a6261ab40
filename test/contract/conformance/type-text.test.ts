import { expect, it } from "vitest";
import { readType } from "./description/type-text.ts";

it("reads what generated types are made of", () => {
  const text = `{
    /** a comment */
    "200": (Thing | null)[];
    limit?: number;
    [key: string]: "a" | true | -1;
  }`;
  const thing = { $ref: "#/components/schemas/Thing" };
  expect(readType(text)).toEqual({
    type: "object",
    properties: {
      "200": { type: "array", items: { anyOf: [thing, { type: "null" }] } },
      limit: { type: "number" },
    },
    required: ["200"],
    additionalProperties: { anyOf: [{ const: "a" }, { const: true }, { const: -1 }] },
  });
  expect(readType('[{ scopes: ["bot"] }, {}]')).toMatchObject({ type: "array" });
});

it.each(["{ a: }", "{ a: string", "string string", "[string", "keyof Thing"])(
  "refuses what it does not know: %s",
  (text) => {
    expect(() => readType(text)).toThrow(/Not a known type/u);
  },
);
