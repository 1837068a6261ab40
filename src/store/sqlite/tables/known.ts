/** Rows as they were read last, by what they are found by. */
export interface Known<Id, Row> {
  /** What is kept, or else what `read` finds, which is kept from then on; that there is nothing is not. */
  find(id: Id, read: (id: Id) => Row | null): Row | null;
  /** What is kept; null when nothing is. */
  kept(id: Id): Row | null;
  keep(id: Id, row: Row): void;
  /** It was written: what was read before no longer counts. */
  drop(id: Id): void;
  /** Anything may have been written, or undone. */
  forget(): void;
}

/** Bounds the memory that known rows take. */
const MOST_KNOWN = 10_000;

/**
 * Each line reads its member, conversation and case several times over, and reading opens what is sealed. Keeping what
 * was read is sound because the lock makes this process the only writer: whoever writes a row says so, and `forget`
 * follows every undone change.
 */
export function createKnown<Id, Row>(): Known<Id, Row> {
  const rows = new Map<Id, Row>();
  const keep = (id: Id, row: Row): void => {
    if (rows.size >= MOST_KNOWN) rows.clear();
    rows.set(id, row);
  };
  return {
    find(id, read) {
      const kept = rows.get(id);
      if (kept !== undefined) return kept;
      const row = read(id);
      if (row !== null) keep(id, row);
      return row;
    },
    kept: (id) => rows.get(id) ?? null,
    keep,
    drop: (id) => void rows.delete(id),
    forget: () => rows.clear(),
  };
}
