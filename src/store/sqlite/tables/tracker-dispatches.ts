import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { FailureCode } from "../../../domain/failure.ts";
import type { CaseNumber, EpochMs } from "../../../domain/ids.ts";
import type { Dispatch, DispatchKind, TrackerTrouble } from "../../../trackers/ports.ts";
import { wholeMs } from "./time.ts";

/** A stored dispatch, and the line of its case's history. */
export type DispatchRow = Dispatch & { readonly changeId: number };

interface Row {
  readonly id: number;
  readonly key: string;
  readonly kind: DispatchKind;
  readonly case_number: CaseNumber;
  readonly change_id: number;
  readonly made_at: EpochMs;
  readonly attempts: number;
  readonly try_at: EpochMs;
  readonly in_doubt: number;
  readonly failure: FailureCode | null;
}

/** What trackers are told, as it is kept. */
export function openDispatches(db: DatabaseSync) {
  const insert = db.prepare(`
    INSERT INTO tracker_dispatches (key, tracker, case_number, change_id, kind, state, made_at, attempts, try_at, in_doubt)
    VALUES (?, ?, ?, ?, ?, 'waiting', ?, 0, ?, 0)`);
  const doubt = db.prepare(
    "UPDATE tracker_dispatches SET in_doubt = 1 WHERE tracker = ? AND state = 'waiting' AND in_doubt = 0",
  );
  const update = db.prepare(
    "UPDATE tracker_dispatches SET attempts = ?, try_at = ?, in_doubt = ?, failure = ? WHERE id = ?",
  );
  const settle = db.prepare(`
    UPDATE tracker_dispatches SET state = ?, comment_id = ?, attempts = ?, failure = ?, settled_at = ? WHERE id = ?`);
  return {
    ...openDispatchFinder(db),
    add(tracker: string, { number, changeId, kind }: NewDispatch, now: EpochMs) {
      insert.run(randomUUID(), tracker, number, changeId, kind, now, now);
    },
    doubt: (tracker: string) => void doubt.run(tracker),
    save({ id, attempts, tryAt, inDoubt, failure }: Dispatch) {
      update.run(attempts, wholeMs(tryAt), inDoubt ? 1 : 0, failure, id);
    },
    told: ({ id, attempts }: Dispatch, commentId: string | null, now: EpochMs) =>
      void settle.run("told", commentId, attempts, null, now, id),
    giveUp: ({ id, attempts, failure }: Dispatch, now: EpochMs) =>
      void settle.run("given-up", null, attempts, failure, now, id),
  };
}

interface NewDispatch {
  readonly number: CaseNumber;
  readonly changeId: number;
  readonly kind: DispatchKind;
}

function openDispatchFinder(db: DatabaseSync) {
  // Of each case the oldest, so that its order is kept.
  const next = db.prepare(`
    SELECT * FROM tracker_dispatches AS d INDEXED BY tracker_dispatches_waiting
    WHERE tracker = ? AND state = 'waiting' AND NOT EXISTS (
      SELECT 1 FROM tracker_dispatches AS e INDEXED BY tracker_dispatches_waiting
      WHERE e.tracker = d.tracker AND e.case_number = d.case_number AND e.state = 'waiting' AND e.id < d.id)
    ORDER BY try_at, id LIMIT 1`);
  const opened = db.prepare(`
    SELECT 1 FROM tracker_dispatches WHERE tracker = ? AND case_number = ? AND kind = 'opened' AND state <> 'given-up'`);
  const byKey = db.prepare(
    "SELECT case_number, kind, comment_id FROM tracker_dispatches WHERE key = ? AND tracker = ?",
  );
  const late = db.prepare(`
    SELECT tracker, count(*) AS count, min(made_at) AS since, min(failure) AS code
    FROM tracker_dispatches INDEXED BY tracker_dispatches_failed
    WHERE failure IS NOT NULL AND state <> 'told' AND (
      state = 'waiting' AND made_at < ? OR state = 'given-up' AND settled_at >= ? AND failure <> 'tracker.gone')
    GROUP BY tracker ORDER BY tracker`);
  return {
    next(tracker: string): DispatchRow | null {
      const row = next.get(tracker) as Row | undefined;
      return row === undefined ? null : dispatchOf(row);
    },
    isMirrored: (tracker: string, number: CaseNumber) => opened.get(tracker, number) !== undefined,
    /** What a key was made for; null when it was not made for this tracker. */
    ofKey(tracker: string, key: string) {
      const row = byKey.get(key, tracker);
      if (row === undefined) return null;
      return {
        caseNumber: row["case_number"] as CaseNumber,
        commentId: row["comment_id"] as string | null,
        isIssue: row["kind"] === "opened",
      };
    },
    late: (before: EpochMs, givenUpSince: EpochMs) =>
      late.all(before, givenUpSince).map(({ tracker, count, since, code }): TrackerTrouble => ({
        tracker: String(tracker),
        count: Number(count),
        since: Number(since),
        code: String(code),
      })),
  };
}

function dispatchOf(row: Row): DispatchRow {
  return {
    id: row.id,
    key: row.key,
    kind: row.kind,
    caseNumber: row.case_number,
    changeId: row.change_id,
    madeAt: row.made_at,
    attempts: row.attempts,
    tryAt: row.try_at,
    inDoubt: row.in_doubt === 1,
    failure: row.failure,
  };
}
