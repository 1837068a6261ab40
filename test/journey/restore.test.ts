import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { flexcord } from "../cli/process.ts";
import { botLine, greet } from "./support/people.ts";
import { openStage, type Stage, until } from "./support/stage.ts";

const cli = (stage: Stage, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  flexcord(args, { cwd: stage.folder, env: { ...stage.env, ...env } });

it(
  "a ledger put back from a backup takes no new line for one it sent before",
  { timeout: 120_000 },
  async () => {
    const stage = await openStage();
    await stage.deploy();
    const ledger = join(stage.folder, ".flexcord", "production.db");
    const backup = join(stage.folder, "backup.db");
    const first = await stage.startDaemon();
    const mia = await greet(stage, "Mia");
    await first.stop();
    cpSync(ledger, backup);

    const ask = async (text: string, answer: RegExp) => {
      const { messageId } = await stage.control.dm(mia, text);
      await until(`an answer to ${text}`, () => botLine(stage, mia, answer));
      return messageId;
    };
    const second = await stage.startDaemon();
    const lost = await ask("the launcher does not start", /launcher|crash/iu);
    await second.stop();
    for (const end of ["-wal", "-shm"]) rmSync(ledger + end, { force: true });
    cpSync(backup, ledger);

    await stage.call("DELETE", `/discord/members/${mia}/messages/${lost}`);
    await stage.call("POST", "/discord/gateway/forget");
    expect((await cli(stage, ["store", "restored"])).code).toBe(0);
    const third = await stage.startDaemon();
    // The ledger's next numbers were given before, to lines that are there; Discord takes an old nonce for an old line.
    await ask("how do I get a refund?", /refund/iu);
    await until("nothing on its way", async () =>
      (await cli(stage, ["logs", "--state", "waiting", "--json"])).stdout === "" ? true : undefined,
    );
    const locked = await cli(stage, ["store", "restored"]);
    expect([locked.code, locked.stderr]).toEqual([6, expect.stringContaining("[state.locked]")]);
    await third.stop();
  },
);

it("store rekey lets a former FLEXCORD_SECRET go", { timeout: 60_000 }, async () => {
  const stage = await openStage();
  await stage.deploy();
  const missing = await cli(stage, ["store", "rekey"]);
  expect([missing.code, missing.stderr]).toEqual([6, expect.stringContaining("There is no ledger yet")]);
  const daemon = await stage.startDaemon();
  await greet(stage, "Mia");
  await daemon.stop();

  const old = stage.env["FLEXCORD_SECRET"] ?? "";
  const fresh = { FLEXCORD_SECRET: "the secret that comes after the first" };
  const code = async (args: readonly string[], env: Readonly<Record<string, string>>) =>
    (await cli(stage, args, env)).code;
  expect(await code(["logs"], fresh)).toBe(2);
  const both = { ...fresh, FLEXCORD_OLD_SECRETS: old };
  const rekeyed = await cli(stage, ["store", "rekey"], both);
  expect([rekeyed.code, rekeyed.stderr]).toEqual([0, expect.stringContaining("FLEXCORD_OLD_SECRETS can go")]);
  expect(await code(["logs"], {})).toBe(2);
  const shown = await cli(stage, ["logs", "@Mia", "--show-text"], fresh);
  expect([shown.code, shown.stdout]).toEqual([0, expect.stringContaining("/helpme")]);
  expect(await code(["store", "rekey"], fresh)).toBe(0);
});
