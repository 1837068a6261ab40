import type { DatabaseSync } from "node:sqlite";
import type { Direction } from "../../../bridge/effect.ts";
import type { EpochMs } from "../../../domain/ids.ts";
import type { LedgerFigures, SystemKind } from "../../../operator/ports.ts";
import { raidReader } from "../tables/newcomers.ts";

/**
 * Reads only what waits and what happened since: never the whole ledger. The indexes are named because SQLite, which
 * cannot know how little waits, would walk the tables.
 */
export function openFigures(db: DatabaseSync): (since: EpochMs) => LedgerFigures {
  const undecided = db.prepare(
    "SELECT count(*) AS count, min(received_at) AS oldest FROM events INDEXED BY events_undecided WHERE state = 'new'",
  );
  const pending = db.prepare(`
    SELECT direction, count(*) AS count, count(DISTINCT member_id) AS lanes, sum(attempts > 0) AS retrying,
      min(decided_at) AS oldest
    FROM effects INDEXED BY effects_pending WHERE state = 'pending' GROUP BY direction`);
  const parked = db.prepare(
    "SELECT count(*) AS count FROM effects INDEXED BY effects_parked WHERE state = 'parked'",
  );
  const failures = db.prepare(
    "SELECT code, count(*) AS count FROM tries WHERE at >= ? GROUP BY code ORDER BY count DESC, code",
  );
  const received = db.prepare(
    "SELECT count(*) AS count FROM events INDEXED BY events_by_time WHERE received_at >= ?",
  );
  const note = db.prepare(`
    SELECT kind, received_at AS at, reason FROM events
    WHERE source = 'system' AND kind = ? ORDER BY seq DESC LIMIT 1`);

  const alerts = db.prepare(`
    SELECT kind, subject, since FROM alerts INDEXED BY alerts_unsettled
    WHERE settled = 0 AND over_at IS NULL ORDER BY since, kind`);
  const raid = raidReader(db);

  return (since) => {
    const waiting = pending.all();
    const events = undecided.get();
    const ages = [events?.["oldest"], ...waiting.map((row) => row["oldest"])].filter(
      (age): age is number => typeof age === "number",
    );
    const count: Record<Direction, number> = { member: 0, agent: 0, assistant: 0 };
    for (const row of waiting) count[row["direction"] as Direction] = Number(row["count"]);
    return {
      undecided: Number(events?.["count"] ?? 0),
      pending: count,
      retrying: sum(waiting.map((row) => row["retrying"])),
      lanes: sum(waiting.map((row) => row["lanes"])),
      parked: Number(parked.get()?.["count"] ?? 0),
      oldestWaiting: ages.length === 0 ? null : Math.min(...ages),
      failures: failures
        .all(since)
        .map((row) => ({ code: String(row["code"]), count: Number(row["count"]) })),
      alerts: alerts.all().map(({ kind, subject, since }) => ({
        kind: String(kind),
        subject: String(subject),
        since: Number(since),
      })),
      raid: raid(),
      received: Number(received.get(since)?.["count"] ?? 0),
      notes: NOTES.flatMap((kind) => {
        const row = note.get(kind);
        const reason = row?.["reason"];
        return row === undefined
          ? []
          : [{ kind, at: Number(row["at"]), reason: typeof reason === "string" ? reason : null }];
      }).toSorted((one, other) => other.at - one.at),
    };
  };
}

const NOTES: readonly SystemKind[] = [
  "daemon.started",
  "daemon.stopped",
  "gateway.identified",
  "gateway.resumed",
  "gateway.closed",
  "gateway.gap",
];

const sum = (values: readonly unknown[]): number => values.reduce<number>((all, one) => all + Number(one), 0);
