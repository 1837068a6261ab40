import type { DatabaseSync } from "node:sqlite";
import type { Happening } from "../../../domain/event.ts";
import type { CaseNumber } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { eventRowName } from "../tables/events.ts";
import { openWords, type Words } from "../tables/words.ts";

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
  const follow = openFollowing(db, vault, words);
  const catchUp = openCatchingUp(db, vault, words);
  return () => {
    const followed = follow();
    return catchUp() || followed;
  };
}

/** Goes on with the events behind the index's end. */
function openFollowing(db: DatabaseSync, vault: Vault, words: Words): () => boolean {
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
    for (const row of rows) words.insert(row.seq, happeningOf(row, vault));
    reach.run(rows.length < BATCH ? end : (rows.at(-1)?.seq ?? end));
    return true;
  };
}

/** Enters lines that the index has passed already for cases they were found to belong to since. */
function openCatchingUp(db: DatabaseSync, vault: Vault, words: Words): () => boolean {
  const first = db.prepare("SELECT number, conversation_id AS conversation, after FROM case_backlog LIMIT 1");
  const lines = db.prepare(`
    SELECT seq, source, source_id, body FROM events
    WHERE conversation_id = ? AND seq > ? AND seq <= ? AND body IS NOT NULL ORDER BY seq LIMIT ${BATCH}`);
  const goOn = db.prepare("UPDATE case_backlog SET after = ? WHERE number = ? AND conversation_id = ?");
  const finish = db.prepare("DELETE FROM case_backlog WHERE number = ? AND conversation_id = ?");
  const readIndexedTo = openIndexedTo(db);

  return () => {
    const row = first.get() as Backlog | undefined;
    if (row === undefined) return false;
    const { number, conversation, after } = row;
    const rows = lines.all(conversation, after, readIndexedTo()) as unknown as readonly Row[];
    for (const line of rows) words.insertFor(number, line.seq, happeningOf(line, vault));
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) finish.run(number, conversation);
    else goOn.run(last.seq, number, conversation);
    return true;
  };
}

interface Backlog {
  readonly number: CaseNumber;
  readonly conversation: string;
  readonly after: number;
}

function happeningOf({ source, source_id: sourceId, body }: Row, vault: Vault): Happening {
  return vault.open("events.body", eventRowName(source, sourceId), body) as Happening;
}

/** Gives the number of the last event whose words are in the index. */
export function openIndexedTo(db: DatabaseSync): () => number {
  const read = db.prepare("SELECT value FROM meta WHERE name = 'indexed_to'");
  return () => Number(read.get()?.["value"] ?? 0);
}
