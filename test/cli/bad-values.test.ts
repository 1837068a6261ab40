import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { silentLog } from "../../src/domain/log.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { MIA, wrote } from "../contract/store/samples.ts";
import { flexcordHere } from "./here.ts";

const SECRET = "a secret of this test alone, long enough";
const YAML = 'version: 1\nproject: nebula\ndiscord:\n  guild: "100000000000000001"\n';
const folders = new Map<string, string>();

/** A project's folder, with a ledger or without one, or with a file in its place that nothing was ever written to. */
async function makeFolder(ledger: "with" | "without" | "empty"): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "flexcord-bad-"));
  writeFileSync(join(folder, "flexcord.yaml"), YAML);
  if (ledger === "without") return folder;
  mkdirSync(join(folder, ".flexcord"));
  const path = join(folder, ".flexcord", "production.db");
  if (ledger === "empty") {
    writeFileSync(path, "");
    return folder;
  }
  const store = await openSqlite({ path, secret: SECRET, now: Date.now, log: silentLog });
  await store.ledger.accept([wrote(MIA, "1")]);
  await store.close();
  return folder;
}

beforeAll(async () => {
  for (const ledger of ["with", "without", "empty"] as const) folders.set(ledger, await makeFolder(ledger));
});
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

const run = (place: string, args: readonly string[]) => {
  const cwd = folders.get(place) ?? "";
  const config = join(cwd, "flexcord.yaml");
  return flexcordHere([...args, "--config", config], { cwd, env: { FLEXCORD_SECRET: SECRET } });
};

/** One paragraph: what happened, where, and what to do, with the code at its end. */
const PARAGRAPH = /^error: [^\n]+ \[[a-z.-]+\]\n$/u;

describe("with a ledger", () => {
  it.each<[readonly string[], RegExp]>([
    [
      ["announce", "post", "Hello", "--yes"],
      /no channel announcements \(announcements\.channel\)\. Describe that channel, or name another one\./u,
    ],
    [["announce", "post", "  "], /nothing to announce\. Write what.*--file/u],
    [["announce", "post"], /needs a text.*argument.*--file/u],
    [["announce", "post", "--file", "missing.md"], /cannot be read \(missing\.md\)\. Name a text file/u],
    [["announce", "cancel", "x1"], /No announcement "x1" waits.*`flexcord announce list`/u],
    [["block", "notanid", "--reason", "x"], /no member called "notanid"\. Give @ and/u],
    [["block", "", "--reason", "x"], /no member/u],
    [["block", MIA, "--reason", " "], /why they are blocked\. Give a reason/u],
    [["unblock", "notanid"], /no member called "notanid"\. Give @ and/u],
    [["unblock", MIA], /is not blocked\. `flexcord blocked` lists/u],
    [["cases", "show", "7"], /no case 7\b.*`flexcord cases list`/iu],
    [["cases", "set", "7", "--status", "open"], /no case 7\b.*`flexcord cases list`/iu],
    [["cases", "set", "7"], /Nothing was named.*`flexcord cases set --help`/u],
    [["cases", "assign", "7"], /Give a name, or --nobody/u],
    [["replay"], /what to replay.*--failed or --since/u],
    [["replay", "nothing"], /knows nothing by the name "nothing"\. Name a message/u],
    [["logs", "@nobody"], /no member called "nobody"\. Give @ and/u],
    [["trace", "nothing"], /knows nothing by the name "nothing"\. Name a message/u],
    [["drop", "nothing", "--reason", "x"], /"nothing" names no delivery\. Name one/u],
    [["drop", "e99", "--reason", "x"], /neither waiting nor parked.*`flexcord parked`/u],
  ])("%j is told in one paragraph, and ends with 2", async (args, told) => {
    const { code, stdout, stderr } = await run("with", args);
    expect({ code, stdout, paragraph: PARAGRAPH.test(stderr) }).toEqual({
      code: 2,
      stdout: "",
      paragraph: true,
    });
    expect(stderr).toMatch(told);
  });
});

describe("without a ledger", () => {
  it.each<[readonly string[], place?: string]>([
    [["announce", "post", "Hello", "--yes"]],
    [["announce", "list"]],
    [["announce", "cancel", "1"]],
    [["block", "notanid", "--reason", "x"]],
    [["block", MIA, "--reason", "x"]],
    [["blocked"]],
    [["cases", "list"]],
    [["cases", "show", "7"]],
    [["cases", "set", "7", "--status", "open"]],
    [["replay", "nothing"]],
    [["logs"]],
    [["status"]],
    [["drop", "e1", "--reason", "x"]],
    [["logs"], "empty"],
    [["status"], "empty"],
    [["replay", "--failed"], "empty"],
  ])("%j says that there is none, and ends with 6", async (args, place = "without") => {
    const { code, stdout, stderr } = await run(place, args);
    expect({ code, stdout, paragraph: PARAGRAPH.test(stderr) }).toEqual({
      code: 6,
      stdout: "",
      paragraph: true,
    });
    expect(stderr).toMatch(/no ledger yet \(.*production\.db\)\. `flexcord run` makes it/u);
  });
});

/** Told before anything is read, so it is the same with a ledger and without one. */
describe.each(["with", "without"])("%s a ledger", (place) => {
  it.each<[readonly string[], RegExp]>([
    [["cases", "set", "1", "--status", "nonsense"], /--status.*'nonsense' is invalid.*open, /u],
    [["cases", "list", "--status", "nonsense"], /--status.*'nonsense' is invalid.*open, /u],
    [["cases", "show", "abc"], /'abc' is invalid.*the number of a case, such as 12/u],
    [["cases", "show", "0"], /'0' is invalid.*the number of a case, such as 12/u],
    [["cases", "set", "1", "--duplicate-of", "x"], /'x' is invalid.*the number of a case/u],
    [["block", MIA], /required option '--reason <text>' not specified/u],
    [["block", MIA, "--reason", "x", "--until", "soon"], /'soon' is invalid.*2h or 3d/u],
    [["logs", "--grep", "?!"], /--grep <words>.*hold a word/u],
    [["cases", "list", "--grep", " "], /--grep <words>.*hold a word/u],
    [["drop", "e99", "--reason", " "], /--reason <text>.*Say why/u],
    [["replay", "--rate", "0"], /'0' is invalid.*from 1 to 50/u],
    [["announce", "post", "x", "--at", "yesterday"], /'yesterday' is invalid.*2h or 3d/u],
  ])("%j is a usage fault that says what is right", async (args, told) => {
    const { code, stdout, stderr } = await run(place, args);
    expect({ code, stdout, lines: stderr.trimEnd().split("\n").length }).toEqual({
      code: 2,
      stdout: "",
      lines: 1,
    });
    expect(stderr).toMatch(told);
  });
});
