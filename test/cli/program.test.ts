import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { writeConfig } from "../config/source.ts";
import { flexcord, root } from "./process.ts";

const { version } = JSON.parse(readFileSync(`${root}/package.json`, "utf8")) as { readonly version: string };

describe("the command line", () => {
  test("--version prints the package's version", async () => {
    expect(await flexcord(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  test("--help names every command", async () => {
    const { code, stdout, stderr } = await flexcord(["--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const name of ["init", "pull", "doctor", "plan", "deploy", "run", "config", "demo", "sandbox"]) {
      expect(stdout).toMatch(new RegExp(`^ {2}${name}\\b`, "mu"));
    }
  });

  test.each([
    [["depoly"], "(Did you mean deploy?)"],
    [["plan", "--jsn"], "(Did you mean --json?)"],
    [["plan", "extra"], "too many arguments"],
    [["trace"], "`flexcord trace --help` tells how it is used."],
    [["cases", "show"], "`flexcord cases show --help` tells how it is used."],
    [["version"], "`flexcord --help` lists the commands."],
    [["sandbox", "--port", "99999"], "A port is a whole number from 0 to 65535."],
    [["config"], "Usage: flexcord config"],
    [[], "Usage: flexcord"],
  ])("%j is a usage fault: code 2, nothing on stdout", async (args, said) => {
    const { code, stdout, stderr } = await flexcord(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(said);
  });
});

test("a script is told of a usage fault as of any other", async () => {
  const { code, stdout } = await flexcord(["plan", "--foo", "--json"]);
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    error: { code: "usage.invalid", message: "unknown option '--foo'." },
  });
});

test("--help tells the values of a flag, and no default that is empty", async () => {
  const { stdout } = await flexcord(["cases", "set", "--help"]);
  expect(stdout.replaceAll(/\s+/gu, " ")).toContain("how urgent it is: low, normal, high, urgent");
  expect(stdout).not.toContain("default: []");
});

describe("a failure", () => {
  const check = ["config", "check", "-c", "missing.yaml"];

  test("is one paragraph with what to do next, without colour or stack in a pipe", async () => {
    const { code, stdout, stderr } = await flexcord(check);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(
      "error: missing.yaml does not exist. Pass the config file with --config, or have `flexcord init` make one. " +
        "[config.invalid]\n",
    );
  });

  test("shows stack and cause with --verbose", async () => {
    const { stderr } = await flexcord([...check, "--verbose"]);
    expect(stderr).toMatch(/^ {4}at .*load\.ts/mu);
    expect(stderr).toContain("caused by: Error: ENOENT");
  });

  test("is one JSON object on stdout with --json", async () => {
    const { code, stdout } = await flexcord([...check, "--json"]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      error: { code: "config.invalid", message: "missing.yaml does not exist", retry: false },
    });
  });

  test.each([
    [{ FORCE_COLOR: "1" }, [], true],
    [{ FORCE_COLOR: "1" }, ["--no-color"], false],
    [{ NO_COLOR: "1" }, [], false],
    [{}, [], false],
  ])("with %j %j is coloured: %j", async (env, flags, coloured) => {
    const { stderr } = await flexcord([...check, ...flags], { env });
    expect(stderr.includes("\u001B[31m")).toBe(coloured);
  });
});

describe("config check", () => {
  test("says that all is well on stderr, for there is no result to pass on", async () => {
    const { code, stdout, stderr } = await flexcord(["config", "check", "-c", "config.example.yaml"]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "",
      stderr: "config.example.yaml is in order.\n",
    });
  });

  test("lists the faults on stdout, ends with 2", async () => {
    const file = writeConfig("version: 1\nproject: x\n");
    const { code, stdout } = await flexcord(["config", "check", "-c", file]);
    expect(code).toBe(2);
    expect(stdout).toBe(`${file}:1:1 discord: found nothing, wanted a section of keys\n`);
  });

  test("gives them as data with --json", async () => {
    const file = writeConfig("version: 1\nprojct: x\ndiscord:\n  guild: '1042350177233879082'\n");
    const { code, stdout } = await flexcord(["config", "check", "--json", "-c", file]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      valid: false,
      faults: [
        { origin: { line: 1, column: 1, path: "project" }, found: "nothing" },
        { origin: { line: 2, column: 1, path: "projct" }, nearest: "project" },
      ],
    });
  });

  test("reads .env beside the file, not where it is called from", async () => {
    const { code, stderr } = await flexcord(
      ["config", "check", "-c", "templates/servers/game-community.yaml"],
      {
        env: { DISCORD_GUILD: "1042350177233879082" },
      },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("in order") });
  });
});

test("config schema prints what is shipped", async () => {
  const { code, stdout } = await flexcord(["config", "schema"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(`${root}/flexcord.schema.json`, "utf8")));
});
