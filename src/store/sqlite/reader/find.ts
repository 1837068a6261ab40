import type { DatabaseSync } from "node:sqlite";
import { writtenIn, type Happening } from "../../../domain/event.ts";
import { searchWords } from "../../../domain/search-words.ts";
import type { RecordFilter } from "../../../operator/ports.ts";
import type { Vault } from "../../vault.ts";
import { openIndexedTo } from "../upkeep/index-words.ts";
import { eventRowName } from "../tables/events.ts";
import { findCandidates, type Page } from "./candidates.ts";

/** How many of the events that are not indexed yet are looked up at once. */
const LOOKED_UP = 500;

/** The numbers of the events that a filter lets through: by the index of words, and behind its end by reading them. */
export function findEvents(
  db: DatabaseSync,
  vault: Vault,
  filter: RecordFilter,
  page: Page,
): readonly number[] {
  if (filter.words.length === 0) return findCandidates(db, vault, filter, page);
  const indexedTo = openIndexedTo(db)();
  const byIndex = (limit: number) => findCandidates(db, vault, filter, { ...page, limit });
  const byReading = (limit: number) => readTail(db, vault, filter, { ...page, limit }, indexedTo);
  const [first, second] = page.order === "asc" ? [byIndex, byReading] : [byReading, byIndex];
  const found = first(page.limit);
  return found.length >= page.limit ? found : [...found, ...second(page.limit - found.length)];
}

/** Reads the events behind `indexedTo` in the page's order. */
function readTail(
  db: DatabaseSync,
  vault: Vault,
  filter: RecordFilter,
  { order, from, limit }: Page,
  indexedTo: number,
): readonly number[] {
  const says = openSays(db, vault);
  const unfiltered = { ...filter, words: [] };
  const found: number[] = [];
  let position = order === "asc" ? Math.max(from ?? 0, indexedTo) : from;
  for (;;) {
    const seqs = findCandidates(db, vault, unfiltered, { order, from: position, limit: LOOKED_UP });
    const behind = seqs.filter((seq) => seq > indexedTo);
    for (const seq of behind) {
      if (found.length < limit && says(seq, filter.words)) found.push(seq);
    }
    const last = behind.at(-1);
    if (found.length >= limit || last === undefined || behind.length < LOOKED_UP) return found;
    position = last;
  }
}

/** Tells whether somebody wrote all of the words in an event. */
function openSays(db: DatabaseSync, vault: Vault): (seq: number, words: readonly string[]) => boolean {
  const select = db.prepare("SELECT source, source_id, body FROM events WHERE seq = ?");
  return (seq, words) => {
    const row = select.get(seq);
    const body = row?.["body"];
    if (row === undefined || !(body instanceof Uint8Array)) return false;
    const name = eventRowName(String(row["source"]), String(row["source_id"]));
    const said = searchWords(writtenIn(vault.open("events.body", name, body) as Happening) ?? "");
    return words.every((word) => said.has(word));
  };
}
