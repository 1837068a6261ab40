import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { wantedCase } from "../cases/samples.ts";
import type { NewCase } from "../../src/domain/case.ts";
import type { MemberId } from "../../src/domain/ids.ts";
import { silentLog } from "../../src/domain/log.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { caseRules } from "../cases/rules.ts";
import { MIA, NOAH, wrote } from "../contract/store/samples.ts";
import { temporaryFolder } from "../store/sqlite/folder.ts";
import { flexcord } from "./process.ts";

const SECRET = "a secret of this test alone, long enough";
const NOON = Date.UTC(2026, 10, 22, 12);
const folder = temporaryFolder();
const file = join(folder, ".flexcord", "production.db");

const run = (...args: readonly string[]) =>
  flexcord(["cases", ...args], { cwd: folder, env: { FLEXCORD_SECRET: SECRET } });

/** Every line that is printed, as data. */
async function data(...args: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { code, stdout, stderr } = await run(...args, "--json");
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const lines = stdout.split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

const openStore = () => openSqlite({ path: file, secret: SECRET, now: () => NOON, log: silentLog });

beforeAll(async () => {
  mkdirSync(join(folder, ".flexcord"));
  writeFileSync(
    join(folder, "flexcord.yaml"),
    'version: 1\nproject: nebula\ndiscord:\n  guild: "100000000000000001"\ncases:\n  promises:\n    urgent:\n      firstAnswerMinutes: 30\n',
  );
  const store = await openStore();
  await store.ledger.accept([wrote(MIA, "1"), wrote(NOAH, "2")]);
  const open = (memberId: MemberId, fields: Partial<NewCase>) =>
    store.cases.open((number) =>
      caseRules.open(number, wantedCase(memberId, fields), { by: "member", memberId, name: "Mia" }, NOON),
    );
  await open(MIA, {});
  await open(NOAH, { title: '=HYPERLINK("http://evil.example", "a shield")', tags: ["shop"] });
  await open(MIA, { kind: "feature", title: "A second shield\nplease" });
  await open(MIA, { title: "\u001B[2Jgone\u202E" });
  await store.close();
});

describe("flexcord cases, on a ledger that no daemon has", () => {
  it("lists what fits, the newest first, and texts only when asked", async () => {
    expect((await data("list")).map(({ number }) => number)).toEqual([4, 3, 2, 1]);
    expect((await data("list", "-n", "2")).map(({ number }) => number)).toEqual([4, 3]);
    expect((await data("list", "--grep", "SHIELD")).map(({ number }) => number)).toEqual([3, 2, 1]);
    expect((await data("list", "--grep", "shield", "--about", "@Mia")).map(({ number }) => number)).toEqual([
      3, 1,
    ]);
    expect((await data("list", "--tag", "Shop", "--kind", "bug"))[0]).toMatchObject({
      version: 1,
      number: 2,
      title: null,
      titleCharacters: 45,
      openedAt: "2026-11-22T12:00:00.000Z",
    });
    expect((await data("list", "--kind", "feature", "--show-text"))[0]).toMatchObject({
      title: "A second shield\nplease",
    });
    expect(await run("list", "--status", "resolved", "--status", "closed")).toEqual({
      code: 0,
      stdout: "",
      stderr: "No case fits.\n",
    });
    expect((await run("list")).stdout).not.toContain("shield");
    expect((await run("list", "--show-text")).stdout).toContain("\\u{1b}[2Jgone\\u{202e}");
  });

  it("changes a case in the operator's name, all at once or not at all", async () => {
    const assigned = await run("assign", "1", "Ada", "--as", "Grace");
    expect(assigned).toMatchObject({ code: 0, stderr: "Case 1 is open, normal, Ada's.\n" });
    expect(await data("list", "--assignee", "ada")).toHaveLength(1);
    const set = ["set", "1", "--priority", "urgent", "--tag", "Combat", "--tag", "p1", "--as", "Grace"];
    expect(await data(...set)).toMatchObject([
      { priority: "urgent", tags: ["combat", "p1"], firstAnswer: { promisedMs: 1_800_000 } },
    ]);
    const refused = await run("set", "1", "--status", "open", "--title", "  ");
    expect([refused.code, refused.stderr]).toEqual([6, expect.stringContaining("[case.refused]")]);
    const note = "asked QA about the broken anvil";
    expect(await run("note", "#1", note)).toMatchObject({ code: 0 });
    expect(await data("list", "--grep", "anvil")).toHaveLength(1);
    const [shown] = await data("show", "1");
    expect(shown).toMatchObject({
      history: [
        { by: "member", name: "Mia", field: "opened", to: "bug" },
        { by: "operator", name: "Grace", field: "assignee", from: null, to: "Ada" },
        { name: "Grace", field: "priority", from: "normal", to: "urgent" },
        { name: "Grace", field: "tags", from: null, to: "combat, p1" },
        { by: "operator", field: "note", to: null },
      ],
    });
    expect(JSON.stringify(await data("show", "1", "--show-text"))).toContain(note);
    const text = (await run("show", "1")).stdout;
    expect(text).toContain("Grace priority: normal -> urgent");
    expect(text).not.toContain("anvil");
  });

  it("links a duplicate, never to one that is a duplicate itself", async () => {
    const [closed] = await data("close", "3", "--duplicate-of", "1", "--note", "the same shield");
    expect(closed).toMatchObject({ status: "closed", duplicateOf: 1 });
    for (const [number, original] of [
      ["4", "3"],
      ["1", "3"],
      ["4", "4"],
    ] as const) {
      const chained = await run("close", number, "--duplicate-of", original);
      expect([chained.code, chained.stderr]).toEqual([6, expect.stringContaining("[case.refused]")]);
    }
    expect(await data("set", "3", "--status", "waiting-for-us")).toMatchObject([
      { status: "waiting-for-us", closedAt: null },
    ]);
    const unknown = await run("close", "4", "--duplicate-of", "99");
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining("There is no case 99")]);
    expect(await data("show", "4")).toMatchObject([{ status: "open" }]);
  });

  it("records the news of it for the daemon's next start", async () => {
    await run("set", "2", "--status", "resolved");
    const store = await openStore();
    const { members } = await store.ledger.unfinished();
    await store.close();
    expect(members).toContain(NOAH);
  });

  it("exports a table that no spreadsheet takes for a formula, and data with histories", async () => {
    const { stdout } = await run("export", "--show-text");
    const rows = stdout.split("\r\n");
    expect(rows[0]).toMatch(/^number,kind,status,priority,title,/u);
    expect(stdout).toContain('"A second shield\nplease"');
    expect(stdout).toContain(`"'=HYPERLINK(""http://evil.example"", ""a shield"")"`);
    expect((await run("export")).stdout).not.toContain("HYPERLINK");
    const cases = await data("export", "--format", "json", "--about", "@Noah");
    expect(cases).toMatchObject([{ number: 2, history: [{ field: "opened" }, { to: "resolved" }] }]);
  });

  it("counts", async () => {
    expect(await data("stats")).toMatchObject([
      { version: 1, opened: 4, byKind: { bug: 3, feature: 1 }, averageScore: null },
    ]);
    expect((await run("stats", "--since", "2030-01-01")).stdout).toContain("opened    0");
  });

  it.each([
    [["show", "99"], 2, "case.not-found"],
    [["assign", "1"], 2, "usage.invalid"],
    [["assign", "1", "Ada", "--nobody"], 2, "usage.invalid"],
    [["set", "1"], 2, "usage.invalid"],
    [["note", "1", " "], 6, "case.refused"],
    [["list", "--about", "@nobody"], 2, "usage.invalid"],
    [["list", "--about", "m1"], 2, "usage.invalid"],
    [["set", "1", "--status", "fixed"], 2, ""],
    [["show", "one"], 2, ""],
  ])("refuses %j", async (args, code, named) => {
    const ended = await run(...args);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(named)]);
  });
});
