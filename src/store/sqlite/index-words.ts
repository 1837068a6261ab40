import type { DatabaseSync } from "node:sqlite";
import type { Happening } from "../../domain/event.ts";
import type { Vault } from "../vault.ts";
import { eventRowName } from "./tables/events.ts";
import { openWords } from "./tables/words.ts";

/** Small enough to keep neither the event loop nor the database for long. */
const BATCH = 50;
/** So many rows are looked through for a batch: those of an old ledger may all be empty. */
const REACH = 2_000;

interface Row {
  readonly seq: number;
  readonly source: string;
  readonly source_id: string;
  readonly body: Uint8Array;
}

/**
 * Enters what was said into the index that texts are searched by, a batch at each call, and resolves false once
 * nothing is left. It follows the events instead of being written with them, because a text's words lie all over
 * the index: a sync for each page of it would cost more than the event itself. Runs inside the caller's transaction.
 */
export function openIndexing(db: DatabaseSync, vault: Vault): () => boolean {
  const words = openWords(db, vault);
  const last = db.prepare("SELECT max(seq) AS seq FROM events");
  const reach = db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('indexed_to', ?)");
  const next = db.prepare(`
    SELECT seq, source, source_id, body FROM events
    WHERE seq > ? AND seq <= ? AND body IS NOT NULL ORDER BY seq LIMIT ${BATCH}`);
  const readIndexedTo = openIndexedTo(db);

  return () => {
    const after = readIndexedTo();
    const end = Math.min(after + REACH, Number(last.get()?.["seq"] ?? 0));
    if (end <= after) return false;
    const rows = next.all(after, end) as unknown as readonly Row[];
    for (const { seq, source, source_id: sourceId, body } of rows) {
      words.insert(seq, vault.open("events.body", eventRowName(source, sourceId), body) as Happening);
    }
    reach.run(rows.length < BATCH ? end : (rows.at(-1)?.seq ?? end));
    return true;
  };
}

/** Gives the number of the last event whose words are in the index. */
export function openIndexedTo(db: DatabaseSync): () => number {
  const read = db.prepare("SELECT value FROM meta WHERE name = 'indexed_to'");
  return () => Number(read.get()?.["value"] ?? 0);
}
