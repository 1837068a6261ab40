import { copyFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { expect, it } from "vitest";

import { MIA, wrote } from "../contract/store/samples.ts";
import { temporaryFolder } from "../store/sqlite/folder.ts";
import { open } from "../store/sqlite/setup.ts";
import { count, PATIENCE_MS } from "./support/counts.ts";
import { keepFigure } from "./support/figures.ts";

/** sqlite.org/fileformat2.html: a header, then frames of a header and a page each. */
const WAL_HEADER = 32;
const FRAME_HEADER = 24;

/**
 * A loss of power leaves the log up to some frame. What was acknowledged was synced before, so a log cut
 * behind that point must hold it; one cut anywhere must still open.
 */
it(
  "a log that is cut at any frame holds all that was acknowledged before it",
  { timeout: PATIENCE_MS },
  async () => {
    const folder = temporaryFolder();
    const path = join(folder, "ledger.sqlite");
    const store = await open(path);
    const acknowledged: { readonly id: string; readonly size: number }[] = [];
    for (let event = 0; event < count("commits"); event += 1) {
      const id = String(1_000_000_000_000_000_000n + BigInt(event));
      await store.ledger.accept([wrote(MIA, id)]);
      acknowledged.push({ id, size: statSync(`${path}-wal`).size });
    }
    const pageSize = pageSizeOf(path);
    const whole = statSync(`${path}-wal`).size;
    let cuts = 0;
    for (let size = WAL_HEADER; size <= whole; size += FRAME_HEADER + pageSize) {
      const kept = idsAfterCut(path, join(folder, "cut.sqlite"), size);
      const lost = acknowledged.filter(({ id, size: synced }) => synced <= size && !kept.has(id));
      expect(lost, `cut at ${size}`).toEqual([]);
      cuts += 1;
    }
    await store.close();
    expect(cuts).toBeGreaterThan(count("commits"));
    keepFigure({
      row: 22,
      what: "the log cut at every frame",
      count: cuts,
      found: `${acknowledged.length} acknowledged events: 0 lost`,
    });
  },
);

function idsAfterCut(from: string, to: string, size: number): ReadonlySet<string> {
  copyFileSync(from, to);
  copyFileSync(`${from}-wal`, `${to}-wal`);
  truncateSync(`${to}-wal`, size);
  const db = new DatabaseSync(to);
  try {
    expect(db.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    const exists = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'events'").get() !== undefined;
    const rows = exists ? db.prepare("SELECT source_id FROM events").all() : [];
    return new Set(rows.map((row) => String(row["source_id"])));
  } finally {
    db.close();
  }
}

function pageSizeOf(path: string): number {
  const db = new DatabaseSync(path, { readOnly: true });
  const size = Number(db.prepare("PRAGMA page_size").get()?.["page_size"]);
  db.close();
  return size;
}
