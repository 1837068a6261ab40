import { describe, expect, test } from "vitest";

import { diffFields } from "../../../src/provision/plan/diff.ts";
import type { Fields } from "../../../src/provision/ports.ts";

const help = { ref: { kind: "discord.role", key: "helper" } } as const;

describe("differences", () => {
  const cases: readonly [string, Fields, Fields, readonly unknown[]][] = [
    [
      "none in equal fields, whatever the order of their keys",
      { a: { x: 1, y: 2 } },
      { a: { y: 2, x: 1 } },
      [],
    ],
    ["a plain value", { a: 1 }, { a: 2 }, [{ path: "a", found: 1, wanted: 2 }]],
    ["what is not there yet", {}, { a: "x" }, [{ path: "a", found: null, wanted: "x" }]],
    ["not what only the found side has", { a: 1, b: 2 }, { a: 1 }, []],
    [
      "inside an object",
      { a: { x: 1, y: 1 } },
      { a: { x: 2 } },
      [
        { path: "a.x", found: 1, wanted: 2 },
        { path: "a.y", found: 1, wanted: null },
      ],
    ],
    [
      "in a list of plain values as a whole",
      { a: ["x", "y"] },
      { a: ["y"] },
      [{ path: "a", found: ["x", "y"], wanted: ["y"] }],
    ],
    [
      "in a list of named objects by name",
      {
        o: [
          { name: "p", d: 1 },
          { name: "q", d: 1 },
        ],
      },
      {
        o: [
          { name: "p", d: 2 },
          { name: "q", d: 1 },
        ],
      },
      [{ path: "o.p.d", found: 1, wanted: 2 }],
    ],
    [
      "in the order of named objects",
      { o: [{ name: "p" }, { name: "q" }] },
      { o: [{ name: "q" }, { name: "p" }] },
      [{ path: "o", found: ["p", "q"], wanted: ["q", "p"] }],
    ],
    [
      "a member more",
      { o: [{ key: "p", value: 1 }] },
      {
        o: [
          { key: "p", value: 1 },
          { key: "q", value: 2 },
        ],
      },
      [{ path: "o.q", found: null, wanted: { key: "q", value: 2 } }],
    ],
    [
      "none in the order of overwrites, which mean the same in any",
      {
        o: [
          { target: "bot", allow: [] },
          { target: help, allow: [] },
        ],
      },
      {
        o: [
          { target: help, allow: [] },
          { target: "bot", allow: [] },
        ],
      },
      [],
    ],
    [
      "overwrites by whom they are about",
      { o: [{ target: help, allow: ["x"] }] },
      { o: [{ target: help, allow: ["y"] }] },
      [{ path: "o.helper.allow", found: ["x"], wanted: ["y"] }],
    ],
    [
      "references as a whole",
      { q: help },
      { q: { ref: { kind: "discord.role", key: "other" } } },
      [{ path: "q", found: help, wanted: { ref: { kind: "discord.role", key: "other" } } }],
    ],
  ];
  test.each(cases)("are found: %s", (_, found, wanted, differences) => {
    expect(diffFields(found, wanted)).toEqual(differences);
  });
});
