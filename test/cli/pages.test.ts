import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { flexcord, root } from "./process.ts";

const CASES = ["list", "show", "assign", "set", "note", "close", "export", "stats"];

const page = (name: string): string => readFileSync(`${root}/docs/commands/${name}.md`, "utf8");

test.each([
  ["init", ["init"]],
  ["doctor", ["doctor"]],
  ["pull", ["pull"]],
  ["plan", ["plan"]],
  ["deploy", ["deploy"]],
  ["destroy", ["destroy"]],
  ["migrate", ["migrate"]],
  ["state", ["state", "rm"]],
  ["run", ["run"]],
  ["logs", ["logs"]],
  ["status", ["status"]],
  ["trace", ["trace"]],
  ["store", ["store", "rekey"]],
  ["announce", ["announce", "post"]],
  ["parked", ["parked"]],
  ["drop", ["drop"]],
  ["block", ["block"]],
  ["replay", ["replay"]],
  ["demo", ["demo"]],
  ["sandbox", ["sandbox"]],
  ["config", ["config", "check"]],
  ["README", []],
])("docs/commands/%s.md names the flags of its command, and no other", async (name, command) => {
  expect(flagsToldOn(name)).toEqual((await flagsOf(command)).toSorted());
});

test("docs/commands/cases.md names the flags of all its commands, and no other", async () => {
  const flags = await Promise.all(CASES.map((name) => flagsOf(["cases", name])));
  expect(flagsToldOn("cases")).toEqual([...new Set(flags.flat())].toSorted());
});

const COMMON = new Set(["--help", "--version"]);

async function flagsOf(command: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await flexcord([...command, "--help"]);
  const own = stdout.replace(/\nGlobal Options:[\s\S]*/u, "");
  const flags = [...own.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gmu)].map(([, flag = ""]) => flag);
  return flags.filter((flag) => !COMMON.has(flag));
}

function flagsToldOn(name: string): readonly string[] {
  const told = [...page(name).matchAll(/^\| `(?:-\w, )?(--[\w-]+)/gmu)].map(([, flag = ""]) => flag);
  return told.filter((flag) => !COMMON.has(flag)).toSorted();
}
