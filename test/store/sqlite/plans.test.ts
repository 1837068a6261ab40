import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, it } from "vitest";
import { silentLog } from "../../../src/domain/log.ts";
import { migrate } from "../../../src/store/sqlite/schema.ts";
import { openTables } from "../../../src/store/sqlite/tables/all.ts";
import { createVault, deriveKey } from "../../../src/store/vault.ts";

const db = new DatabaseSync(":memory:");
afterAll(() => db.close());
migrate(db, 0, silentLog);

/** Every statement that the tables prepare. */
function statements(): readonly string[] {
  const seen: string[] = [];
  const watched = new Proxy(db, {
    get: (target, name) => (sql: string) => {
      if (name !== "prepare") throw new Error(`unexpected use of ${String(name)}`);
      seen.push(sql);
      return target.prepare(sql);
    },
  });
  const key = { id: 1, ...deriveKey("secret", new Uint8Array(32)) };
  openTables(watched, createVault(key, [key]), Date.now);
  return seen;
}

/** A table or an index walked, something sorted, or all events of a source looked at. */
const SLOW = /SCAN|TEMP B-TREE|\(source=\?\)/;

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
  const plans = statements()
    .filter((sql) => !sql.includes("INSERT") && !ASKED_RARELY.some((part) => sql.includes(part)))
    .map((sql) =>
      db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map((row) => String(row["detail"])),
    );
  expect(plans.length).toBeGreaterThan(15);
  const slow = plans.flat().filter((step) => SLOW.test(step) && !MAY_BE_SCANNED.has(step));
  expect(slow).toEqual([]);
});
