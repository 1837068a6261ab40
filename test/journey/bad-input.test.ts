import { readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { wire } from "../transport/wire.ts";
import { openStage, type Stage } from "./support/stage.ts";

const program = fileURLToPath(new URL("../../bin/flexcord.js", import.meta.url));

interface Outcome {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

async function flexcord(
  stage: Stage,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Outcome> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [program, ...args], {
    cwd: stage.folder,
    env: { ...stage.env, ...env },
    stdin: "ignore",
    reject: false,
  });
  return { code: exitCode, stdout, stderr };
}

/** One paragraph that says what to do, and nothing a person could not use. */
function expectPlainError({ stderr }: Outcome, about: RegExp): void {
  const errors = stderr.split("\n").filter((line) => line.startsWith("error:"));
  expect(errors).toHaveLength(1);
  expect(stderr).toMatch(about);
  expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+/mu);
}

interface Case {
  readonly what: string;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  readonly code: number;
  readonly about: RegExp;
}

const NOWHERE = "http://127.0.0.1:1";

const CASES: readonly Case[] = [
  {
    what: "a wrong Discord token",
    args: ["plan"],
    env: { DISCORD_TOKEN: "MTAwMDAwMDAwMDAwMDAwMDAx.wrong.entirely-made-up" },
    code: 3,
    about: /token/iu,
  },
  { what: "a missing token", args: ["plan"], env: { DISCORD_TOKEN: "" }, code: 2, about: /DISCORD_TOKEN/u },
  {
    what: "a wrong Twilio key",
    args: ["plan"],
    env: { TWILIO_API_SECRET: "not-the-secret-of-this-key" },
    code: 3,
    about: /Twilio/u,
  },
  {
    what: "another Twilio account",
    args: ["plan"],
    env: { TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}` },
    code: 3,
    about: /Twilio/u,
  },
  {
    what: "a Discord that cannot be reached",
    args: ["plan"],
    env: { FLEXCORD_DISCORD_API: `${NOWHERE}/api` },
    code: 8,
    about: /Discord/u,
  },
  {
    what: "a Twilio that cannot be reached",
    args: ["deploy", "--yes"],
    env: { FLEXCORD_TWILIO_API: `${NOWHERE}/twilio` },
    code: 8,
    about: /Twilio/u,
  },
  {
    what: "no public URL",
    args: ["deploy", "--yes"],
    env: { FLEXCORD_PUBLIC_URL: "" },
    code: 2,
    about: /FLEXCORD_PUBLIC_URL/u,
  },
  { what: "no terminal to ask", args: ["deploy"], env: {}, code: 4, about: /--yes/u },
  { what: "a run before any deploy", args: ["run"], env: {}, code: 6, about: /flexcord deploy/u },
  { what: "an unknown command", args: ["dploy"], env: {}, code: 2, about: /deploy/u },
];

describe("bad input on a stage where nothing was deployed", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ keep: true });
    return () => stage.close();
  });

  it.concurrent.each(CASES)("$what ends with $code and one paragraph", async (given) => {
    const outcome = await flexcord(stage, given.args, given.env);
    expect(outcome.code, outcome.stderr).toBe(given.code);
    expectPlainError(outcome, given.about);
    const left = (await readdir(stage.folder)).filter((name) => name.includes("lock"));
    expect(left).toEqual([]);
  });
});

it("a broken config names file, line, column and the nearest key, every fault at once", async () => {
  const stage = await openStage();
  await writeFile(
    join(stage.folder, "bad.yaml"),
    'version: 1\nproject: demo\nlanguge: en\ndiscord:\n  guild: "12"\n  roles:\n    mod: { name: 7 }\n',
  );
  const outcome = await flexcord(stage, ["config", "check", "--config", "bad.yaml"]);
  expect(outcome.code).toBe(2);
  const text = outcome.stdout + outcome.stderr;
  expect(text).toMatch(/bad\.yaml:3:1/u);
  expect(text).toMatch(/language/u);
  expect(text).toMatch(/bad\.yaml:5:/u);
  expect(text).toMatch(/bad\.yaml:7:/u);
});

it("a taken port, a forged webhook and a huge body are refused by name", async () => {
  const stage = await openStage();
  await stage.deploy();
  const squatter = createServer();
  const { port } = new URL(stage.daemonUrl);
  await new Promise<void>((resolve) => squatter.listen(Number(port), "127.0.0.1", resolve));
  const outcome = await flexcord(stage, ["run"]);
  await new Promise((resolve) => squatter.close(resolve));
  expect(outcome.code).toBe(2);
  expectPlainError(outcome, new RegExp(`Port ${port}`, "u"));

  const daemon = await stage.startDaemon();
  onTestFinished(() => daemon.stop());
  const post = (body: string) =>
    fetch(`${stage.daemonUrl}${wire.door}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": "forged" },
      body,
    }).then(({ status }) => status);
  expect(await post("EventType=onMessageAdded&Body=hi")).toBe(403);
  expect(await post(`Body=${"x".repeat(256 * 1024)}`)).toBe(413);
});
