import type { DatabaseSync } from "node:sqlite";
import type { SourceMemory, Validators } from "../../../community/ports.ts";
import type { EpochMs } from "../../../domain/ids.ts";
import { wholeMs } from "./time.ts";

interface Row {
  readonly digest: string;
  readonly met_at: EpochMs | null;
  readonly validators: string | null;
  readonly visit_at: EpochMs;
  readonly failures: number;
  readonly failing_since: EpochMs | null;
  readonly failure: string | null;
}

/** What a source has not shown for so long is forgotten; dated items of that age are no news anyway. */
const MARKS_KEPT_MS = 400 * 24 * 60 * 60_000;

export function openSourceRows(db: DatabaseSync) {
  const find = db.prepare("SELECT * FROM news_sources WHERE key = ?");
  const put = db.prepare(`
    INSERT OR REPLACE INTO news_sources (key, digest, met_at, validators, visit_at, failures, failing_since, failure)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const mark = db.prepare("INSERT OR REPLACE INTO news_marks (source, mark, seen_at) VALUES (?, ?, ?)");
  const isKnown = db.prepare("SELECT 1 FROM news_marks WHERE source = ? AND mark = ?");
  const forget = db.prepare("DELETE FROM news_marks WHERE source = ? AND seen_at < ?");
  return {
    find(key: string): SourceMemory | null {
      const row = find.get(key) as unknown as Row | undefined;
      if (row === undefined) return null;
      return {
        digest: row.digest,
        metAt: row.met_at,
        validators: row.validators === null ? null : (JSON.parse(row.validators) as Validators),
        visitAt: row.visit_at,
        failures: row.failures,
        failingSince: row.failing_since,
        failure: row.failure,
      };
    },
    put(key: string, memory: SourceMemory): void {
      const { digest, metAt, validators, visitAt, failures, failingSince, failure } = memory;
      const kept = validators === null ? null : JSON.stringify(validators);
      put.run(key, digest, metAt, kept, wholeMs(visitAt), failures, failingSince, failure);
    },
    known: (key: string, marks: readonly string[]): ReadonlySet<string> =>
      new Set(marks.filter((candidate) => isKnown.get(key, candidate) !== undefined)),
    mark(key: string, marks: readonly string[], now: EpochMs): void {
      for (const one of marks) mark.run(key, one, now);
      if (marks.length > 0) forget.run(key, now - MARKS_KEPT_MS);
    },
  };
}
