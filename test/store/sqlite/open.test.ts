import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, it } from "vitest";
import { connect, makeDurable, refuseOldSqlite } from "../../../src/store/sqlite/connection.ts";
import { MIA, NOAH, caseOf, decision, opening, say, wrote } from "../../contract/store/samples.ts";
import { temporaryFolder } from "./folder.ts";
import { failureOf, open, runChild } from "./setup.ts";

const folder = temporaryFolder();
let count = 0;
let path: string;
beforeEach(() => {
  count += 1;
  path = join(folder, `database-${count}`, "flexcord.sqlite");
});

/** A database with one event in it, closed. */
async function make(options: Parameters<typeof open>[1] = {}): Promise<void> {
  const store = await open(path, options);
  await store.ledger.accept([wrote(MIA, "1")]);
  await store.close();
}

const nameSeen = async (options: Parameters<typeof open>[1] = {}) => {
  const store = await open(path, options);
  await store.ledger.accept([wrote(MIA, "look")]);
  const seen: string[] = [];
  while (
    await store.ledger.decideNext(MIA, (situation) => (seen.push(situation.member.displayName), decision()))
  );
  await store.close();
  return seen;
};

function change(sql: string): void {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}

describe("opening", () => {
  it("makes the folder and every file for their owner alone", async () => {
    const store = await open(path);
    await store.ledger.accept([wrote(MIA, "1")]);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    for (const file of [path, `${path}-wal`, `${path}-shm`, `${path}.lock`]) {
      expect({ file, mode: statSync(file).mode & 0o777 }).toEqual({ file, mode: 0o600 });
    }
    await store.close();
  });

  it("takes others' rights from a file that has them, and leaves the user's folder as it is", async () => {
    mkdirSync(dirname(path), { mode: 0o755 });
    writeFileSync(path, "", { mode: 0o644 });
    await make();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o755);
  });

  it("keeps the lineage of a database, and gives each its own", async () => {
    const first = await open(path);
    const again = await first.close().then(() => open(path));
    const other = await open(`${path}-other`);
    expect(again.lineages.current).toBe(first.lineages.current);
    expect(other.lineages.current).not.toBe(first.lineages.current);
    await Promise.all([again.close(), other.close()]);
  });

  it("begins a new lineage when it was put back from a backup, and names what it knew as before", async () => {
    const backedUp = await open(path);
    const { ledger } = backedUp;
    await ledger.accept([wrote(MIA, "1"), wrote(MIA, "2")]);
    const decide = (store: typeof backedUp) =>
      store.ledger.decideNext(MIA, (situation) =>
        situation.conversation === null
          ? opening((now, made) => ({ changedCase: caseOf(now, made), effects: [say("one", made.id)] }))(
              situation,
            )
          : decision({ effects: [say("two", situation.conversation.id)] }),
      );
    await decide(backedUp);
    const { current } = backedUp.lineages;
    await backedUp.beginLineage();
    await backedUp.close();
    const restored = await open(path);
    await decide(restored);
    const next = restored.lineages.current;
    expect(next).not.toBe(current);
    expect([1, 2].map((effect) => restored.lineages.of(effect))).toEqual([current, next]);
    // Case 2 may have been told to somebody after the backup.
    await restored.ledger.accept([wrote(NOAH, "3")]);
    await restored.ledger.decideNext(NOAH, ({ nextCaseNumber }) => {
      expect(nextCaseNumber).toBe(1002);
      return decision({});
    });
    await restored.beginLineage();
    await restored.close();
    const twice = await open(path);
    expect([1, 2].map((effect) => twice.lineages.of(effect))).toEqual([current, next]);
    expect([current, next]).not.toContain(twice.lineages.of(3));
    await twice.close();
  });

  it("commits durably, with references checked", () => {
    mkdirSync(dirname(path));
    const db = connect(path);
    makeDurable(db, path);
    const pragma = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    expect([pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")]).toEqual(["wal", 2, 1]);
    db.close();
  });

  it("refuses a SQLite with the WAL-reset bug", () => {
    for (const version of ["3.51.2", "3.50.9", "2.99.99"]) {
      expect(() => refuseOldSqlite(version)).toThrow(version);
    }
    for (const version of ["3.51.3", "3.52.0", "4.0.0"]) expect(() => refuseOldSqlite(version)).not.toThrow();
  });

  it("refuses calls once it is closed, after committing those that came before", async () => {
    const store = await open(path);
    const early = store.ledger.accept([wrote(MIA, "1")]);
    const closing = store.close();
    const late = failureOf(store.ledger.accept([wrote(MIA, "late")]));
    await closing;
    expect(await early).toHaveLength(1);
    expect(await late).toMatchObject({ code: "store.unavailable" });
    expect(await failureOf(store.ledger.accept([wrote(MIA, "2")]))).toMatchObject({
      code: "store.unavailable",
    });
    expect(await failureOf(store.ledger.nextTimer())).toMatchObject({ code: "store.unavailable" });
    await store.close();
  });
});

describe("opening refuses, and changes nothing", () => {
  it("a wrong secret", async () => {
    await make();
    // Something that opening would change, as a database of an older flexcord has.
    change("PRAGMA journal_mode = DELETE");
    const before = readFileSync(path);
    const failure = await failureOf(open(path, { secret: "another secret" }));
    expect(failure).toMatchObject({ code: "store.wrong-secret" });
    expect(failure?.message).not.toContain("another secret");
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(await nameSeen()).toEqual(["Mia", "Mia"]);
  });

  it("a database of a newer flexcord", async () => {
    await make();
    change("PRAGMA user_version = 999");
    const before = readFileSync(path);
    expect(await failureOf(open(path))).toMatchObject({ code: "store.newer" });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("a database of another program", async () => {
    mkdirSync(dirname(path));
    change("CREATE TABLE theirs (a)");
    const before = readFileSync(path);
    expect(await failureOf(open(path))).toMatchObject({ code: "store.corrupt" });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("a file that is no database", async () => {
    mkdirSync(dirname(path));
    writeFileSync(path, "certainly not a database\n".repeat(1000));
    const before = readFileSync(path);
    expect(await failureOf(open(path))).toMatchObject({ code: "store.corrupt", fix: expect.any(String) });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it.each(["a page overwritten", "cut short"])("a database with %s", async (damage) => {
    const store = await open(path);
    await store.ledger.accept(Array.from({ length: 500 }, (_, index) => wrote(MIA, `m${index}`)));
    await store.close();
    const bytes = readFileSync(path);
    if (damage === "cut short") writeFileSync(path, bytes.subarray(0, bytes.length - 4096 * 3));
    else writeFileSync(path, bytes.fill(0xab, bytes.length - 4096 * 3, bytes.length - 4096));
    expect(await failureOf(open(path))).toMatchObject({ code: "store.corrupt" });
  });

  it("a path that is a folder, or below a file", async () => {
    mkdirSync(path, { recursive: true });
    expect(await failureOf(open(path))).toMatchObject({ code: "store.unavailable" });
    writeFileSync(`${path}-file`, "");
    expect(await failureOf(open(join(`${path}-file`, "x.sqlite")))).toMatchObject({
      code: "store.unavailable",
    });
  });

  it.each(["folder", "file"])("a %s that may only be read", async (which) => {
    await make();
    chmodSync(which === "file" ? path : dirname(path), which === "file" ? 0o400 : 0o500);
    const child = runChild("open-as-nobody.ts", path);
    expect((await child.lines.next()).value).toBe("store.unavailable");
    await child.ended;
    chmodSync(dirname(path), 0o700);
    expect(await nameSeen()).toEqual(["Mia", "Mia"]);
  });
});

describe("a changed secret", () => {
  it("reads what the old one sealed, while the old one is given too", async () => {
    await make({ secret: "old" });
    expect(await failureOf(open(path, { secret: "new" }))).toMatchObject({ code: "store.wrong-secret" });
    expect(await nameSeen({ secret: "new", oldSecrets: ["older", "old"] })).toEqual(["Mia", "Mia"]);
    expect(await failureOf(open(path, { secret: "new" }))).toMatchObject({ code: "store.wrong-secret" });
    expect(await failureOf(open(path, { secret: "old" }))).toMatchObject({ code: "store.wrong-secret" });
    expect(await nameSeen({ secret: "old", oldSecrets: ["new"] })).toEqual([]);
  });
});

describe("the lock", () => {
  it("keeps a second daemon out, by whatever path it comes, until the first is closed", async () => {
    const first = await open(path);
    const link = `${path}-link`;
    symlinkSync(path, link);
    expect(await failureOf(open(path))).toMatchObject({ code: "state.locked" });
    expect(await failureOf(open(link))).toMatchObject({ code: "state.locked" });
    const child = runChild("hold.ts", path);
    expect((await child.lines.next()).value).toBe("state.locked");
    await child.ended;
    await first.close();
    await (await open(link)).close();
    expect(existsSync(`${link}.lock`)).toBe(false);
  });

  it("is gone when its holder is killed", async () => {
    const child = runChild("hold.ts", path);
    expect((await child.lines.next()).value).toBe("open");
    expect(await failureOf(open(path))).toMatchObject({ code: "state.locked" });
    child.kill();
    await child.ended;
    await (await open(path)).close();
  });

  it("lets readers in while the daemon writes", async () => {
    const store = await open(path);
    await store.ledger.accept([wrote(MIA, "1")]);
    const reader = new DatabaseSync(path, { readOnly: true });
    const counted = () => reader.prepare("SELECT count(*) AS n FROM events").get()?.["n"];
    expect(counted()).toBe(1);
    await store.ledger.accept([wrote(MIA, "2")]);
    expect(counted()).toBe(2);
    reader.close();
    await store.close();
  });
});
