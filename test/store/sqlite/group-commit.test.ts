import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { GroupCommit } from "../../../src/store/sqlite/group-commit.ts";
import { createGroupCommit } from "../../../src/store/sqlite/group-commit.ts";
import { temporaryFolder } from "./folder.ts";
import { failureOf } from "./setup.ts";

const folder = temporaryFolder();
let count = 0;
let path: string;
let db: DatabaseSync;
let commits: GroupCommit;
let undone: number;

beforeEach(() => {
  count += 1;
  undone = 0;
  path = join(folder, `${count}.sqlite`);
  db = new DatabaseSync(path);
  db.exec("PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER PRIMARY KEY, fill BLOB) STRICT");
  commits = createGroupCommit(db, { path, onUndone: () => (undone += 1) });
});
afterEach(() => db.close());

const insert = (n: number, bytes = 0) => db.prepare("INSERT INTO t VALUES (?, zeroblob(?))").run(n, bytes);
/** What another connection sees: that is, what is committed. */
const committed = () => {
  const reader = new DatabaseSync(path, { readOnly: true });
  const rows = reader.prepare("SELECT n FROM t ORDER BY n").all();
  reader.close();
  return rows.map((row) => row["n"]);
};

/** Lets the event loop go round so often. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await setImmediate();
}

/** Counts the commits in the log: frames whose header names the database's size (sqlite.org/fileformat2.html#the_write_ahead_log). */
function commitsInLog(): number {
  const log = readFileSync(`${path}-wal`);
  const pageBytes = log.readUInt32BE(8);
  let found = 0;
  for (let frame = 32; frame < log.length; frame += 24 + pageBytes) {
    if (log.readUInt32BE(frame + 4) !== 0) found += 1;
  }
  return found;
}

describe("group commit", () => {
  it("commits together what is asked for together, and resolves only then", async () => {
    const before = commitsInLog();
    const seen: unknown[] = [];
    const jobs = Array.from({ length: 50 }, (_, n) =>
      commits.run(() => insert(n)).then(() => seen.push(committed().length)),
    );
    await Promise.all(jobs);
    expect(commitsInLog() - before).toBe(1);
    expect(new Set(seen)).toEqual(new Set([50]));
  });

  it("gathers for some turns of the event loop after a transaction that held much", async () => {
    const before = commitsInLog();
    const slow = () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
    await Promise.all([commits.run(slow), ...[1, 2, 3, 4].map((n) => commits.run(() => insert(n)))]);
    const first = commits.run(() => insert(5));
    await turns(2);
    await Promise.all([first, commits.run(() => insert(6))]);
    expect(commitsInLog() - before).toBe(2);
  });

  it("has a single caller wait for nobody", async () => {
    const before = commitsInLog();
    await commits.run(() => insert(1));
    const second = commits.run(() => insert(2));
    await turns(1);
    expect(committed()).toEqual([1, 2]);
    await second;
    expect(commitsInLog() - before).toBe(2);
  });

  it("bounds a batch, and keeps the order", async () => {
    const before = commitsInLog();
    const order: number[] = [];
    await Promise.all(Array.from({ length: 1000 }, (_, n) => commits.run(() => order.push(n) && insert(n))));
    expect(order).toEqual(Array.from({ length: 1000 }, (_, n) => n));
    expect(commitsInLog() - before).toBe(4);
  });

  it("fails alone what throws, with nothing of it left", async () => {
    const fine = commits.run(() => insert(1));
    const thrown = commits.run(() => {
      insert(2);
      throw new Error("changed my mind");
    });
    const refused = commits.run(() => insert(1));
    const later = commits.run(() => insert(3));
    await Promise.all([fine, later]);
    await expect(thrown).rejects.toThrow("changed my mind");
    expect(await failureOf(refused)).toMatchObject({ code: "bug.unexpected", fault: "bug" });
    expect(committed()).toEqual([1, 3]);
    expect(undone).toBe(2);
  });

  it("takes work that is asked for by work", async () => {
    let inner: Promise<unknown> | undefined;
    await commits.run(() => {
      inner = commits.run(() => insert(2));
      insert(1);
    });
    await inner;
    expect(committed()).toEqual([1, 2]);
  });

  it("fails when the disk is full, keeps what it has, and goes on once there is space", async () => {
    await commits.run(() => insert(1));
    const pages = db.prepare("PRAGMA page_count").get()?.["page_count"];
    db.exec(`PRAGMA max_page_count = ${Number(pages) + 2}`);
    const large = 100_000;
    expect(await failureOf(commits.run(() => insert(2, large)))).toMatchObject({
      code: "store.unavailable",
      retry: true,
      certain: true,
    });
    expect(committed()).toEqual([1]);
    await commits.run(() => insert(3));
    db.exec("PRAGMA max_page_count = 1000000");
    await commits.run(() => insert(2, large));
    expect(committed()).toEqual([1, 2, 3]);
  });

  it("fails the whole batch when the transaction is lost in the middle of it", async () => {
    const first = commits.run(() => insert(1));
    const second = commits.run(() => {
      db.exec("ROLLBACK");
      throw new Error("as a failing disk would");
    });
    const third = commits.run(() => insert(3));
    const outcomes = await Promise.allSettled([first, second, third]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(committed()).toEqual([]);
    expect(undone).toBe(1);
    await commits.run(() => insert(4));
    expect(committed()).toEqual([4]);
  });

  it("fails when another connection holds the file for too long", async () => {
    const other = new DatabaseSync(path);
    other.exec("BEGIN IMMEDIATE");
    expect(await failureOf(commits.run(() => insert(1)))).toMatchObject({ code: "store.unavailable" });
    other.exec("ROLLBACK");
    other.close();
    await commits.run(() => insert(1));
    expect(committed()).toEqual([1]);
  });
});
