import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, it } from "vitest";
import { silentLog } from "../../../src/domain/log.ts";
import { createLedgerTroubles } from "../../../src/store/sqlite/alerts.ts";
import { createAnnouncementStore } from "../../../src/store/sqlite/announcements.ts";
import { openExpiry } from "../../../src/store/sqlite/upkeep/expire.ts";
import type { GroupCommit } from "../../../src/store/sqlite/group-commit.ts";
import { openCaseReader } from "../../../src/store/sqlite/reader/cases.ts";
import { migrate } from "../../../src/store/sqlite/schema.ts";
import { openTables } from "../../../src/store/sqlite/tables/all.ts";
import { createTrackerStore } from "../../../src/store/sqlite/trackers/trackers.ts";
import { createVault, deriveKey, type Vault } from "../../../src/store/vault.ts";

const db = new DatabaseSync(":memory:");
afterAll(() => db.close());
migrate(db, 0, silentLog);

const KEY = { id: 1, ...deriveKey("secret", new Uint8Array(32)) };

interface Opening {
  readonly db: DatabaseSync;
  readonly vault: Vault;
}

/** Every statement that is prepared when something is opened. */
function statements(open: (opening: Opening) => unknown): readonly string[] {
  const seen: string[] = [];
  const watched = new Proxy(db, {
    get: (target, name) => (sql: string) => {
      if (name !== "prepare") throw new Error(`unexpected use of ${String(name)}`);
      seen.push(sql);
      return target.prepare(sql);
    },
  });
  open({ db: watched, vault: createVault(KEY, [KEY]) });
  return seen;
}

const isInsert = (sql: string) => sql.includes("INSERT");

/** How each of them is carried out, step by step. */
function stepsOf(sql: readonly string[]): readonly string[] {
  return sql.flatMap((one) =>
    db
      .prepare(`EXPLAIN QUERY PLAN ${one}`)
      .all()
      .map((row) => String(row["detail"])),
  );
}

/** A table or an index walked, something sorted, or all events of a source or of a member looked at. */
const SLOW = /SCAN|TEMP B-TREE|\(source=\?\)|USING INDEX events_by_member \(member_id=\?\)/;

/** Read whole because they hold one row, or only what is unfinished, or only their end. */
const MAY_BE_SCANNED: ReadonlySet<string> = new Set([
  "SCAN gateway_checkpoint",
  "SCAN sqlite_sequence",
  "SCAN heard",
  "SCAN raids",
  "SCAN gaps USING INDEX gaps_open",
  "SCAN conversations USING INDEX conversations_open",
  "SCAN conversations USING INDEX conversations_ahead",
  "SCAN events USING COVERING INDEX events_undecided",
  "SCAN effects USING COVERING INDEX effects_pending",
]);

/** Asked at a start or once per gap in what a vendor told us, never per message. */
const ASKED_RARELY = [
  "FROM gaps",
  "+source = 'discord'",
  "FROM members LEFT JOIN conversations",
  "ORDER BY opened_at DESC",
  "PARTITION BY member_id",
  // What is late is looked for from time to time, among what waits.
  "GROUP BY conversation_id, direction",
  "WHERE delays IS NOT NULL",
];

it("walks no table and sorts nothing, however large the ledger grows", () => {
  const prepared = statements(({ db, vault }) => openTables(db, vault, Date.now));
  const asked = prepared.filter((sql) => !isInsert(sql) && !ASKED_RARELY.some((part) => sql.includes(part)));
  expect(asked.length).toBeGreaterThan(15);
  const slow = stepsOf(asked).filter((step) => SLOW.test(step) && !MAY_BE_SCANNED.has(step));
  expect(slow).toEqual([]);
});

it("replaces no row that others refer to, for which SQLite looks through all of them", () => {
  const named = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const keys = named.flatMap(({ name }) => db.prepare(`PRAGMA foreign_key_list(${String(name)})`).all());
  const referred = new Set(keys.map((key) => String(key["table"])));
  const prepared = statements(({ db, vault }) => openTables(db, vault, Date.now));
  const replaced = prepared.flatMap((sql) => /INSERT OR REPLACE INTO (\w+)/.exec(sql)?.[1] ?? []);
  expect(replaced.length).toBeGreaterThan(2);
  expect(replaced.filter((table) => referred.has(table))).toEqual([]);
});

/** One row, a few, or an index of what waits or was given up. */
const FEW: ReadonlySet<string> = new Set([
  ...MAY_BE_SCANNED,
  "SCAN alerts",
  // From the newest on, to its LIMIT.
  "SCAN announcements",
  "SCAN json_each VIRTUAL TABLE INDEX 1:",
  "SCAN c USING INDEX conversations_open",
  "SCAN alerts USING INDEX alerts_unsettled",
  "SCAN announcements USING INDEX announcements_unsettled",
  "SCAN tracker_dispatches USING INDEX tracker_dispatches_failed",
  "SCAN effects USING INDEX effects_parked",
  "SCAN effects USING INDEX effects_pending",
]);

const commits: GroupCommit = { run: async (work) => work(), close: async () => undefined };
const now = Date.now;
const tables = openTables(db, createVault(KEY, [KEY]), now);

it.each([
  ["retention", ({ db, vault }: Opening) => openExpiry(db, vault, () => undefined)],
  ["alerts", ({ db }: Opening) => createLedgerTroubles({ db, path: "" })],
  ["cases", ({ db, vault }: Opening) => openCaseReader(db, vault)],
  ["trackers", (opening: Opening) => createTrackerStore({ ...opening, tables, commits, now })],
  ["announcements", (opening: Opening) => createAnnouncementStore({ ...opening, commits, now })],
])("%s walks no table that grows", (_, open) => {
  const steps = stepsOf(statements(open).filter((sql) => !isInsert(sql)));
  expect(steps.length).toBeGreaterThan(3);
  expect(steps.filter((step) => step.startsWith("SCAN") && !FEW.has(step))).toEqual([]);
});
