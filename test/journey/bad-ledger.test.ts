import { createHash } from "node:crypto";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeEach, expect, it } from "vitest";
import { flexcord } from "../cli/process.ts";
import { startDaemonProcess } from "./support/daemon-process.ts";
import { greet } from "./support/people.ts";
import { openStage, type Stage } from "./support/stage.ts";

let stage: Stage;
let path: string;

/** A ledger that a daemon has worked with. */
beforeEach(async () => {
  stage = await openStage();
  await stage.deploy();
  const daemon = await stage.startDaemon();
  await greet(stage, "Mia");
  await daemon.stop();
  path = join(stage.folder, ".flexcord", "production.db");
});

const cli = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  flexcord(args, { cwd: stage.folder, env: { ...stage.env, ...env } });

const contents = () => createHash("sha256").update(readFileSync(path)).digest("hex");

/** Each command, its exit code, and a failure by name on one line. */
async function expectAll(
  commands: readonly (readonly string[])[],
  code: number,
  failure: string,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  for (const args of commands) {
    const ended = await cli(args, env);
    expect([args[0], ended.code], ended.stderr).toEqual([args[0], code]);
    expect(ended.stderr).toContain(`[${failure}]`);
    expect(ended.stderr.split("\n").filter((line) => line.startsWith("error:"))).toHaveLength(1);
    expect(ended.stderr).not.toMatch(/^\s+at .+:\d+:\d+/mu);
  }
}

const LOOKING = [["logs"], ["status"], ["parked"], ["trace", "m1"], ["replay", "--failed"]] as const;
const WRITING = [["run"], ["store", "rekey"], ["store", "restored"]] as const;

it("a ledger of a newer flexcord is refused with 6, and left as it is", { timeout: 60_000 }, async () => {
  const db = new DatabaseSync(path);
  db.exec("PRAGMA user_version = 999");
  db.close();
  const before = contents();
  await expectAll([...LOOKING, ...WRITING], 6, "store.newer");
  expect(contents()).toBe(before);
});

it("a damaged ledger is refused with 6, and left as it is", { timeout: 60_000 }, async () => {
  writeFileSync(path, "this is no database at all".repeat(500));
  const before = contents();
  await expectAll([...LOOKING, ...WRITING], 6, "store.corrupt");
  expect(contents()).toBe(before);
});

it("the wrong FLEXCORD_SECRET is refused with 2, and nothing is changed", { timeout: 60_000 }, async () => {
  const before = contents();
  const env = { FLEXCORD_SECRET: "another secret, just as long as it must be" };
  await expectAll([...LOOKING, ...WRITING], 2, "store.wrong-secret", env);
  expect(contents()).toBe(before);
  expect((await cli(["logs"])).code).toBe(0);
});

/** Root may write wherever it likes. */
it.skipIf(process.getuid?.() === 0)(
  "a ledger that may only be read is shown, and not run on: 8",
  { timeout: 60_000 },
  async () => {
    chmodSync(path, 0o400);
    const before = contents();
    await expectAll(WRITING, 8, "store.unavailable");
    expect(contents()).toBe(before);
  },
);

it("a second daemon on one ledger is refused with 6; the first goes on", { timeout: 60_000 }, async () => {
  await startDaemonProcess(stage);
  await expectAll(WRITING, 6, "state.locked");
  expect(await greet(stage, "Ben")).toMatch(/^\d+$/u);
});

it("replay and trace of what is unknown end with 2", { timeout: 60_000 }, async () => {
  const before = contents();
  const unknown = ["m999", "e999", "@nobody", "CH0123456789abcdef0123456789abcdef", "99"];
  await expectAll(
    unknown.flatMap((target) => [
      ["replay", target],
      ["replay", target, "--dry-run"],
      ["trace", target],
      ["logs", target],
    ]),
    2,
    "usage.invalid",
  );
  await expectAll(
    [["replay"], ["drop", "e999", "--reason", "x"], ["drop", "m1", "--reason", "x"]],
    2,
    "usage.invalid",
  );
  expect(contents()).toBe(before);
});

it("replay of what retention has dropped ends with 2 and says when", { timeout: 60_000 }, async () => {
  const config = join(stage.folder, "flexcord.yaml");
  const text = readFileSync(config, "utf8");
  writeFileSync(config, text.replace(/^bridge:$/mu, "bridge:\n  store:\n    retentionDays: 1"));
  const db = new DatabaseSync(path);
  db.exec("UPDATE events SET received_at = received_at - 2 * 86400000");
  db.close();
  const daemon = await startDaemonProcess(stage);
  const dropped = async () =>
    (await cli(["logs"])).stdout.match(/\[dropped by retention on \d{4}-\d\d-\d\d\]/u);
  const until = Date.now() + 20_000;
  while ((await dropped()) === null && Date.now() < until);
  const line = (await cli(["logs", "--json"])).stdout
    .split("\n")
    .filter((row) => row !== "")
    .map((row) => JSON.parse(row) as { readonly id: string; readonly textDroppedAt: string | null })
    .find(({ textDroppedAt }) => textDroppedAt !== null);
  const refused = await cli(["replay", line?.id.split(".").at(-1) ?? "none"]);
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringMatching(/its text was dropped by retention on \d{4}-\d\d-\d\d/u),
  ]);
  await daemon.kill();
});

it("a filter that matches nothing says so, and ends with 0", { timeout: 60_000 }, async () => {
  const nothing = [
    ["--grep", "dragon"],
    ["--state", "parked"],
    ["--state", "ignored"],
    ["--side", "agent"],
    ["--since", "2090-01-01"],
    ["--until", "2001-01-01"],
  ];
  for (const filter of nothing) {
    expect(await cli(["logs", ...filter])).toEqual({
      code: 0,
      stdout: "",
      stderr: "Nothing in the ledger matches.\n",
    });
  }
  const replayed = await cli(["replay", "--failed"]);
  expect([replayed.code, replayed.stderr]).toEqual([0, "There is nothing to send again.\n"]);
  for (const wrong of [
    ["--state", "lost"],
    ["--side", "nobody"],
    ["--since", "soon"],
    ["-n", "-1"],
  ])
    expect((await cli(["logs", ...wrong])).code).toBe(2);
});
