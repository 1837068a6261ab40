import { expect, test } from "vitest";
import { faultsOf, least } from "./source.ts";

const trackers = (...lines: readonly string[]): string =>
  `${least}cases:\n  trackers:\n${lines.map((line) => `    ${line}\n`).join("")}`;

test.each([
  ["neither", ["a: { kinds: [bug] }"], "found neither github nor webhook"],
  [
    "both",
    ["a: { kinds: [bug], github: { repository: a/b }, webhook: https://a.example.com }"],
    "found both github and webhook",
  ],
  [
    "reports of members",
    ["a: { kinds: [report], webhook: https://a.example.com }"],
    "wanted one of bug, feature",
  ],
  [
    "no repository",
    ["a: { kinds: [bug], github: { repository: engine } }"],
    "wanted a repository as owner/name",
  ],
  ["an open address", ["a: { kinds: [bug], webhook: http://a.example.com }"], "wanted an https address"],
  [
    "one kind twice",
    ["a: { kinds: [bug], github: { repository: a/b } }", "b: { kinds: [bug], github: { repository: A/B } }"],
    "as another tracker has",
  ],
  [
    "a token",
    [`a: { kinds: [bug], github: { repository: a/b, labels: [ghp_${"a".repeat(36)}] } }`],
    "GITHUB_TOKEN",
  ],
])("%s is a fault", (_, lines, message) => {
  expect(faultsOf(trackers(...lines)).join("\n")).toContain(message);
});

test("two trackers share a repository for different kinds", () => {
  const lines = [
    "a: { kinds: [bug], github: { repository: a/b } }",
    "b: { kinds: [feature], github: { repository: a/b } }",
  ];
  expect(faultsOf(trackers(...lines))).toEqual([]);
});
