import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { EXIT, exitCodeOf } from "../../src/cli/exit.ts";
import { catalogue, type FailureCode } from "../../src/domain/failure.ts";
import { root } from "./process.ts";

const codes = Object.keys(catalogue) as FailureCode[];

test("every failure has an exit code of the table, and none says done", () => {
  const known = new Set<number>(Object.values(EXIT));
  for (const code of codes) {
    expect(known).toContain(exitCodeOf(code));
    expect(exitCodeOf(code)).not.toBe(EXIT.done);
  }
});

test("only our own bugs end with 1", () => {
  expect(codes.filter((code) => exitCodeOf(code) === EXIT.unexpected)).toEqual(["bug.unexpected"]);
});

test("trying again is only suggested, by code 8, where it may help or the other side decided", () => {
  for (const code of codes.filter((code) => exitCodeOf(code) === EXIT.otherSide)) {
    expect(["discord", "twilio", "network", "store", "member"]).toContain(catalogue[code].fault);
  }
});

test("the README lists the codes", () => {
  const readme = readFileSync(`${root}/README.md`, "utf8");
  for (const code of Object.values(EXIT)) expect(readme).toMatch(new RegExp(`^\\| ${code} \\|`, "mu"));
});
