import { mkdtempSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InboundEvent } from "../../../src/domain/event.ts";
import { silentLog } from "../../../src/domain/log.ts";
import { openSqlite } from "../../../src/store/sqlite/open.ts";
import { wrote } from "./events.ts";
import { judge, median, ROUNDS, say } from "./measure.ts";

const ROWS = 1_000;
const BATCH = 10;
const MEMBERS = 64;

/** G4: the ledger's insert against a bare loop that syncs each row, and a batch of ten against ten alone. */
export async function benchLedger(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "flexcord-bench-"));
  const db = bareTable(join(folder, "bare.db"));
  const store = await openSqlite({
    path: join(folder, "ledger.db"),
    secret: "a secret of the bench alone, long enough",
    now: () => Date.now(),
    log: silentLog,
  });
  const rates = { bare: [] as number[], one: [] as number[], ten: [] as number[], atOnce: [] as number[] };
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      const results = {
        bare: await rate(async () => {
          for (let n = 0; n < ROWS; n += 1) db.insert(wrote());
        }),
        one: await rate(async () => {
          for (let n = 0; n < ROWS; n += 1) await store.ledger.accept([wrote()]);
        }),
        ten: await rate(async () => {
          for (let n = 0; n < ROWS; n += BATCH)
            await store.ledger.accept(Array.from({ length: BATCH }, () => wrote()));
        }),
        atOnce: await rate(async () => {
          for (let n = 0; n < ROWS; n += MEMBERS) {
            await Promise.all(Array.from({ length: MEMBERS }, () => store.ledger.accept([wrote()])));
          }
        }),
      };
      if (round === 0) continue;
      for (const name of ["bare", "one", "ten", "atOnce"] as const) rates[name].push(results[name]);
    }
  } finally {
    await store.close();
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
  for (const name of ["bare", "one", "ten", "atOnce"] as const)
    say(`     ${name.padEnd(8)} ${median(rates[name]).toFixed(0)} rows/s`);
  const ratio = (one: readonly number[], other: readonly number[]) =>
    median(one.map((value, index) => value / (other[index] ?? value)));
  judge("G4", "ledger insert to a bare node:sqlite FULL loop", ratio(rates.one, rates.bare), {
    atLeast: 0.8,
  });
  judge("G4", "rows/s of a batch of ten to one by one", ratio(rates.ten, rates.one), { atLeast: 4 });
  say(`     ${MEMBERS} callers at once: ${ratio(rates.atOnce, rates.one).toFixed(2)}x one by one`);
}

async function rate(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (ROWS * 1_000) / (performance.now() - began);
}

/** The same facts in one table, nothing sealed, nothing checked. */
function bareTable(path: string) {
  const db = new DatabaseSync(path);
  db.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE events (id TEXT PRIMARY KEY, body TEXT)",
  );
  const insert = db.prepare("INSERT INTO events VALUES (?, ?)");
  return {
    insert: (event: InboundEvent) => insert.run(event.sourceId, JSON.stringify(event)),
    close: () => db.close(),
  };
}
