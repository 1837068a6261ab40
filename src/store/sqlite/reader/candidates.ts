import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { RecordFilter, Target } from "../../../operator/ports.ts";
import type { EpochMs } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";

/** A part of a statement with the values of its question marks. */
interface Part {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

export interface Page {
  /** Newest first below `from`, or oldest first above it; null begins at the end or at the beginning. */
  readonly order: "desc" | "asc";
  readonly from: number | null;
  readonly limit: number;
}

/**
 * The numbers of the events that a filter lets through. Whatever narrows most leads, and is read through an index
 * in the order of the answer: what is asked for decides the cost, not how much there is.
 */
export function findCandidates(
  db: DatabaseSync,
  vault: Vault,
  filter: RecordFilter,
  page: Page,
): readonly number[] {
  // The longest word is most likely the rarest.
  const words = filter.words
    .toSorted((one, other) => other.length - one.length)
    .map((word) => vault.digests(word));
  const [first, ...others] = words;
  const lead = first === undefined ? leadByState(filter.state) : leadByWord(first);
  const conditions: Part[] = [
    ...lead.conditions,
    ...others.map(hasWord),
    ...(first !== undefined && filter.state !== null ? [hasState(filter.state)] : []),
    ...(filter.target === null ? [] : [isAbout(filter.target)]),
    ...inTime(db, filter, lead.seq),
    ...(page.from === null
      ? []
      : [{ sql: `${lead.seq} ${page.order === "desc" ? "<" : ">"} ?`, values: [page.from] }]),
  ];
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.map(({ sql }) => sql).join(" AND ")}`;
  const values = conditions.flatMap((part) => part.values);
  return db
    .prepare(
      `SELECT DISTINCT ${lead.seq} AS seq FROM ${lead.from} ${where} ORDER BY ${lead.seq} ${page.order} LIMIT ?`,
    )
    .all(...values, page.limit)
    .map((row) => Number(row["seq"]));
}

interface Lead {
  readonly from: string;
  readonly seq: string;
  readonly conditions: readonly Part[];
}

function leadByWord(digests: readonly Uint8Array[]): Lead {
  return {
    from: "words AS w CROSS JOIN events AS e ON e.seq = w.event_seq",
    seq: "w.event_seq",
    conditions: [{ sql: `w.digest IN (${marks(digests)})`, values: digests }],
  };
}

function leadByState(state: RecordFilter["state"]): Lead {
  switch (state) {
    case null:
      return { from: "events AS e", seq: "e.seq", conditions: [] };
    case "parked":
    case "dropped":
      // The state stands in the text, or the index of that state could not be used.
      return {
        from: "effects AS f CROSS JOIN events AS e ON e.seq = f.event_seq",
        seq: "f.event_seq",
        conditions: [{ sql: `f.state = '${state}'`, values: [] }],
      };
    case "ignored":
      return {
        from: "events AS e INDEXED BY events_ignored",
        seq: "e.seq",
        conditions: [{ sql: "e.state = 'ignored'", values: [] }],
      };
    case "noted":
      return {
        from: "events AS e INDEXED BY events_noted",
        seq: "e.seq",
        conditions: [{ sql: "e.source = 'system'", values: [] }],
      };
    case "pending":
      return {
        from: `(SELECT event_seq FROM effects INDEXED BY effects_pending WHERE state = 'pending'
                UNION SELECT seq FROM events INDEXED BY events_undecided WHERE state = 'new') AS f
               CROSS JOIN events AS e ON e.seq = f.event_seq`,
        seq: "f.event_seq",
        conditions: [],
      };
  }
}

const hasWord = (digests: readonly Uint8Array[]): Part => ({
  sql: `EXISTS (SELECT 1 FROM words WHERE digest IN (${marks(digests)}) AND event_seq = e.seq)`,
  values: digests,
});

function hasState(state: NonNullable<RecordFilter["state"]>): Part {
  if (state === "ignored") return { sql: "e.state = 'ignored'", values: [] };
  if (state === "noted") return { sql: "e.source = 'system'", values: [] };
  const orUndecided = state === "pending" ? "OR e.state = 'new'" : "";
  return {
    sql: `(EXISTS (SELECT 1 FROM effects WHERE event_seq = e.seq AND state = ?) ${orUndecided})`,
    values: [state],
  };
}

function isAbout(target: Target): Part {
  switch (target.kind) {
    case "message":
      return { sql: "e.seq = ?", values: [target.seq] };
    case "effect":
      return { sql: "e.seq = (SELECT event_seq FROM effects WHERE id = ?)", values: [target.effectId] };
    case "conversation":
      return { sql: "e.conversation_id = ?", values: [target.id] };
    case "member":
      return { sql: "e.member_id = ?", values: [target.id] };
    case "case":
      return {
        sql: "e.conversation_id IN (SELECT conversation_id FROM case_conversations WHERE number = ?)",
        values: [target.number],
      };
  }
}

/** Events are numbered as they are received, so a span of time is a span of numbers. */
function inTime(db: DatabaseSync, { since, until }: RecordFilter, seq: string): readonly Part[] {
  const parts: Part[] = [];
  if (since !== null) {
    const first = seqAt(db, "received_at >= ? ORDER BY received_at, seq", since);
    parts.push({ sql: `${seq} >= ?`, values: [first ?? Number.MAX_SAFE_INTEGER] });
  }
  if (until !== null) {
    const last = seqAt(db, "received_at <= ? ORDER BY received_at DESC, seq DESC", until);
    parts.push({ sql: `${seq} <= ?`, values: [last ?? 0] });
  }
  return parts;
}

function seqAt(db: DatabaseSync, condition: string, at: EpochMs): number | null {
  const row = db.prepare(`SELECT seq FROM events WHERE ${condition} LIMIT 1`).get(at);
  return row === undefined ? null : Number(row["seq"]);
}

const marks = (values: readonly unknown[]): string => values.map(() => "?").join(", ");
