import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { silentLog } from "../../src/domain/log.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { MIA, NOAH, wrote } from "../contract/store/samples.ts";
import { temporaryFolder } from "../store/sqlite/folder.ts";
import { flexcord } from "./process.ts";

const SECRET = "a secret of this test alone, long enough";
const folder = temporaryFolder();

const run = (...args: readonly string[]) => flexcord(args, { cwd: folder, env: { FLEXCORD_SECRET: SECRET } });
const listed = async () =>
  (JSON.parse((await run("blocked", "--json")).stdout) as { blocked: unknown }).blocked;

beforeAll(async () => {
  mkdirSync(join(folder, ".flexcord"));
  const yaml = 'version: 1\nproject: nebula\ndiscord:\n  guild: "100000000000000001"\n';
  writeFileSync(join(folder, "flexcord.yaml"), yaml);
  const path = join(folder, ".flexcord", "production.db");
  const store = await openSqlite({ path, secret: SECRET, now: Date.now, log: silentLog });
  await store.ledger.accept([wrote(MIA, "1")]);
  await store.close();
});

it("blocks by name or id, with a reason and an end, lists, and lets in again", async () => {
  expect((await run("blocked")).stderr).toMatch(/Nobody/);
  const before = Date.now();
  expect(await run("block", "@mia", "--reason", "insults", "--until", "3d")).toMatchObject({ code: 0 });
  // Who never came can be blocked too.
  expect(await run("block", NOAH, "--reason", "spam")).toMatchObject({ code: 0 });
  expect(await listed()).toEqual([
    {
      memberId: MIA,
      reason: "insults",
      since: expect.stringMatching(/Z$/),
      until: expect.stringMatching(/Z$/),
    },
    { memberId: NOAH, reason: "spam", since: expect.stringMatching(/Z$/), until: null },
  ]);
  const [mia] = (await listed()) as readonly { readonly until: string }[];
  expect(Date.parse(mia?.until ?? "")).toBeGreaterThanOrEqual(before + 3 * 86_400_000);
  const { stdout } = await run("blocked");
  expect(stdout).toMatch(new RegExp(`@${MIA} until \\d{4}-.*: insults\\n@${NOAH} for good: spam`));
  expect(await run("unblock", `@${MIA}`)).toMatchObject({ code: 0 });
  expect(await listed()).toMatchObject([{ memberId: NOAH }]);
});

it.each([
  ["nobody of that name", ["block", "@nobody", "--reason", "x"], /knows no member/],
  ["an end that is over", ["block", NOAH, "--reason", "x", "--until", "2020-01-01"], /time to come/],
  ["no reason", ["block", NOAH], /--reason/],
  ["somebody who is not blocked", ["unblock", MIA], /not blocked/],
])("refuses %s", async (_, args, told) => {
  expect(await run(...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(told) });
});
