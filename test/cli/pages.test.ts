import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { flexcord, root } from "./process.ts";

const page = (name: string): string => readFileSync(`${root}/docs/commands/${name}.md`, "utf8");

test.each([
  ["init", ["init"]],
  ["doctor", ["doctor"]],
  ["pull", ["pull"]],
  ["plan", ["plan"]],
  ["deploy", ["deploy"]],
  ["destroy", ["destroy"]],
  ["state", ["state", "rm"]],
  ["run", ["run"]],
  ["logs", ["logs"]],
  ["status", ["status"]],
  ["trace", ["trace"]],
  ["store", ["store", "rekey"]],
  ["parked", ["parked"]],
  ["drop", ["drop"]],
  ["replay", ["replay"]],
  ["demo", ["demo"]],
  ["sandbox", ["sandbox"]],
  ["config", ["config", "check"]],
  ["README", []],
])("docs/commands/%s.md names the flags of its command, and no other", async (name, command) => {
  const { stdout } = await flexcord([...command, "--help"]);
  const own = stdout.replace(/\nGlobal Options:[\s\S]*/u, "");
  const flags = [...own.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gmu)].map(([, flag = ""]) => flag);
  const common = new Set(["--help", "--version"]);
  const told = [...page(name).matchAll(/^\| `(?:-\w, )?(--[\w-]+)/gmu)].map(([, flag = ""]) => flag);
  expect(told.filter((flag) => !common.has(flag)).toSorted()).toEqual(
    flags.filter((flag) => !common.has(flag)).toSorted(),
  );
});
