import type { DatabaseSync } from "node:sqlite";
import type { Alert, AlertFacts, AlertKind, Telling } from "../../../alerts/ports.ts";
import type { EpochMs } from "../../../domain/ids.ts";
import { wholeMs } from "./time.ts";

export interface AlertRows {
  /** Those that last or are still to be told of, oldest first. */
  open(): readonly Alert[];
  put(alert: Alert): void;
}

interface Row {
  readonly id: string;
  readonly kind: AlertKind;
  readonly subject: string;
  readonly since: EpochMs;
  readonly raised_at: EpochMs;
  readonly over_at: EpochMs | null;
  readonly facts: string;
  readonly tellings: string;
}

export function openAlertRows(db: DatabaseSync): AlertRows {
  const open = db.prepare("SELECT * FROM alerts WHERE settled = 0 ORDER BY raised_at, id");
  const put = db.prepare(`
    INSERT INTO alerts (id, kind, subject, since, raised_at, over_at, facts, tellings, settled)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
      over_at = excluded.over_at, tellings = excluded.tellings, settled = excluded.settled`);
  return {
    open: () => (open.all() as unknown as readonly Row[]).map(toAlert),
    put({ id, kind, subject, since, raisedAt, overAt, facts, tellings }) {
      const settled = overAt !== null && tellings.every(({ state }) => state !== "waiting");
      const times = [wholeMs(since), wholeMs(raisedAt), overAt === null ? null : wholeMs(overAt)];
      const data = [JSON.stringify(facts), JSON.stringify(tellings), settled ? 1 : 0];
      put.run(id, kind, subject, ...times, ...data);
    },
  };
}

function toAlert(row: Row): Alert {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    since: row.since,
    raisedAt: row.raised_at,
    overAt: row.over_at,
    facts: JSON.parse(row.facts) as AlertFacts,
    tellings: JSON.parse(row.tellings) as readonly Telling[],
  };
}
