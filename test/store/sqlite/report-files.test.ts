import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { FileStream } from "../../../src/bridge/ports.ts";
import type { ReportFile } from "../../../src/domain/content.ts";
import type { CaseNumber, FileId, InteractionId } from "../../../src/domain/ids.ts";
import { openSqlite } from "../../../src/store/sqlite/open.ts";
import type { Store } from "../../../src/store/store.ts";
import { silentLog } from "../../../src/domain/log.ts";
import { caseRules } from "../../cases/rules.ts";
import { decision, MIA, wrote } from "../../contract/store/samples.ts";
import { temporaryFolder } from "./folder.ts";
import { failureOf } from "./setup.ts";

const folder = temporaryFolder();
const SECRET = "a secret of this test alone";
const OTHER = "another secret of this test";
const report = "900000000000000001" as InteractionId;
const caps = { file: 50, report: 90, total: 120 };
let count = 0;
let path = "";
let now = 1_000_000;
let store: Store;

const open = (secret = SECRET, oldSecrets: readonly string[] = []) =>
  openSqlite({ path, secret, oldSecrets, now: () => now, log: silentLog, fileCaps: caps });

beforeEach(async () => {
  count += 1;
  path = join(folder, `files-${count}.db`);
  now = 1_000_000;
  store = await open();
  await store.ledger.accept([wrote(MIA, "1")]);
  return () => store.close();
});

const file = (name: string, id = name): ReportFile => ({
  from: "report",
  fileId: id as FileId,
  name,
  contentType: "text/plain",
  bytes: 0,
  url: "https://cdn.discordapp.com/ephemeral-attachments/1/2/a",
  message: null,
});

function stream(text: string, told: number | null = null): FileStream {
  async function* body() {
    for (const part of text.match(/.{1,7}/gsu) ?? []) yield Buffer.from(part);
  }
  return { name: "a", contentType: "text/plain", bytes: told, body: body() };
}

async function openCase(): Promise<CaseNumber> {
  const wanted = {
    kind: "bug",
    title: "Crash",
    description: "On start",
    memberId: MIA,
    locale: "en-US",
    priority: "normal",
    tags: [],
    conversation: null,
    source: report,
  } as const;
  const flexcord = { by: "flexcord" } as const;
  const { changed } = await store.cases.open((number) => caseRules.open(number, wanted, flexcord, now));
  return changed.case.number;
}

const onDisk = async () =>
  (await readdir(`${path}.files`, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());

async function read(number: CaseNumber, name: string): Promise<string> {
  const found = store.caseFiles.list(number).find((one) => one.name === name);
  const opened = await store.caseFiles.open(number, found?.id ?? 0);
  let text = "";
  for await (const chunk of opened?.body ?? []) text += Buffer.from(chunk).toString();
  return text;
}

describe("files of reports", () => {
  it("are kept for their case, sealed, each content once, for their owner alone", async () => {
    await store.reportFiles.keep(report, file("a.txt"), stream("the same words"));
    await store.reportFiles.keep(report, file("b.txt"), stream("the same words"));
    await store.reportFiles.keep(report, file("a.txt"), stream("kept once only"));
    await store.reportFiles.miss(report, file("c.txt"), "file.refused");
    expect(await store.reportFiles.settled(report)).toEqual(new Set(["a.txt", "b.txt", "c.txt"]));
    const number = await openCase();
    expect(store.caseFiles.list(number)).toEqual([]);
    const told = { kept: ["a.txt", "b.txt"], missing: [{ name: "c.txt", code: "file.refused" }] };
    expect(await store.reportFiles.handOver(report, number)).toEqual(told);
    expect(await store.reportFiles.handOver(report, number)).toEqual(told);
    expect(store.caseReader.files(number)).toEqual(store.caseFiles.list(number));
    expect(store.caseFiles.list(number)).toMatchObject([
      { name: "a.txt", contentType: "text/plain", bytes: 14, missing: null, keptAt: now },
      { name: "b.txt", missing: null },
      { name: "c.txt", bytes: 0, missing: "file.refused" },
    ]);
    expect(await read(number, "b.txt")).toBe("the same words");
    expect(await store.caseFiles.open(number, store.caseFiles.list(number)[2]?.id ?? 0)).toBeNull();
    expect(await store.caseFiles.open(99 as CaseNumber, 1)).toBeNull();
    const [one, ...others] = await onDisk();
    // The third was a second try of the first: what it brought is in no row, and goes with the next clean-up.
    expect(others).toHaveLength(1);
    for (const entry of [one, ...others]) {
      const place = join(entry?.parentPath ?? "", entry?.name ?? "");
      expect((await stat(place)).mode & 0o777).toBe(0o600);
      expect((await readFile(place)).toString("latin1")).not.toContain("words");
    }
    expect((await stat(`${path}.files`)).mode & 0o777).toBe(0o700);
  });

  it("are refused beyond what is allowed of a file, a report and in all", async () => {
    const keep = (one: ReportFile, text: string, told: number | null = null, of = report) =>
      failureOf(store.reportFiles.keep(of, one, stream(text, told)));
    expect(await keep(file("large"), "x".repeat(51))).toMatchObject({ code: "file.refused" });
    expect(await keep(file("told"), "x", 51)).toMatchObject({ code: "file.refused" });
    await store.reportFiles.keep(report, file("one"), stream("x".repeat(50)));
    expect(await keep(file("two"), "x".repeat(41))).toMatchObject({ code: "file.refused" });
    await store.reportFiles.keep(report, file("three"), stream("x".repeat(40)));
    const other = "900000000000000002" as InteractionId;
    expect(await keep(file("four"), "x".repeat(31), null, other)).toMatchObject({ code: "file.refused" });
    expect(await store.reportFiles.settled(report)).toEqual(new Set(["one", "three"]));
  });

  it("open after the secret changed, and not when they were tampered with", async () => {
    await store.reportFiles.keep(report, file("a.txt"), stream("hello"));
    const number = await openCase();
    await store.reportFiles.handOver(report, number);
    await store.close();
    store = await open(OTHER, [SECRET]);
    while (await store.upkeep.reseal());
    await store.close();
    store = await open(OTHER);
    expect(await read(number, "a.txt")).toBe("hello");
    const [entry] = await onDisk();
    await writeFile(
      join(entry?.parentPath ?? "", entry?.name ?? ""),
      "something else entirely, of some length",
    );
    const [kept] = store.caseFiles.list(number);
    expect(await failureOf(store.caseFiles.open(number, kept?.id ?? 0))).toMatchObject({
      code: "store.corrupt",
    });
  });

  it("are looked through after the last text has gone, not with every batch of texts", async () => {
    await store.reportFiles.keep(report, file("a.txt"), stream("hello"));
    await store.reportFiles.keep(report, file("a.txt"), stream("a second try, in no row"));
    now = Date.now() + 24 * 60 * 60_000;
    await store.ledger.decideNext(MIA, () => decision());
    expect(await onDisk()).toHaveLength(2);
    expect(await store.upkeep.expire(now + 1)).toBe(1);
    expect(await onDisk()).toHaveLength(2);
    while ((await store.upkeep.expire(now + 1)) > 0);
    expect(await onDisk()).toEqual([]);
  });

  it("go when their case is long over, with what it says, and not before", async () => {
    await store.reportFiles.keep(report, file("a.txt"), stream("hello"));
    const number = await openCase();
    await store.reportFiles.handOver(report, number);
    const expire = async () => {
      while ((await store.upkeep.expire(now - 1_000)) > 0);
    };
    now += 5_000;
    await expire();
    expect(store.caseFiles.list(number)).toHaveLength(1);
    await store.cases.change(number, (found) =>
      caseRules.change(found, { do: "set-status", status: "closed" }, { by: "flexcord" }, now),
    );
    await expire();
    expect(await read(number, "a.txt")).toBe("hello");
    now += 5_000;
    await expire();
    expect(store.caseFiles.list(number)).toEqual([]);
    expect(await onDisk()).toEqual([]);
    expect(store.caseReader.find(number)).toMatchObject({ title: "", description: "" });
    expect(store.caseReader.history(number)).toEqual([]);
  });
});
