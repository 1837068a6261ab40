import type { DatabaseSync } from "node:sqlite";
import type { LedgerTroubles } from "../../alerts/ports.ts";
import type { Direction } from "../../bridge/effect.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { Store } from "../store.ts";
import { storeFailure } from "./failures.ts";
import type { GroupCommit } from "./group-commit.ts";
import { openAlertRows } from "./tables/alerts.ts";
import { raidReader } from "./tables/newcomers.ts";

interface Parts {
  readonly db: DatabaseSync;
  /** Names the database in failures. */
  readonly path: string;
  readonly commits: GroupCommit;
  readonly now: () => EpochMs;
}

export function createAlertStore({ db, path, commits, now }: Parts): Store["alerts"] {
  const rows = openAlertRows(db);
  const probe = db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('probed_at', ?)");
  return {
    open: () => reading(path, () => rows.open()),
    save: (alert) => commits.run(() => rows.put(alert)),
    probe: () => commits.run(() => void probe.run(now())),
  };
}

/** Reads what waits and what was given up, never the whole ledger; SQLite cannot know that these indexes are small. */
export function createLedgerTroubles({ db, path }: Pick<Parts, "db" | "path">): LedgerTroubles {
  const parked = db.prepare(`
    SELECT failure_code AS code, count(*) AS count, min(settled_at) AS since
    FROM effects INDEXED BY effects_parked WHERE state = 'parked' GROUP BY failure_code ORDER BY code`);
  // Of what goes out anew the wait begins with that, as it does for those who are told of delays.
  const unsettled = db.prepare(`
    SELECT direction, count(*) AS count, min(iif(attempts = 0, due_at, decided_at)) AS since
    FROM effects INDEXED BY effects_pending
    WHERE state = 'pending' AND iif(attempts = 0, due_at, decided_at) < ? GROUP BY direction`);
  // The newest request counts: whoever was led back to the assistant and asked again has waited since then.
  const unanswered = db.prepare(`
    WITH waiting AS (
      SELECT case_number, coalesce((
        SELECT max(effects.decided_at) FROM events CROSS JOIN effects ON effects.event_seq = events.seq
        WHERE events.conversation_id = c.id AND effects.kind = 'agent.request'
      ), opened_at) AS since
      FROM conversations AS c INDEXED BY conversations_open WHERE answering <> 'ended' AND answering = 'waiting'
    )
    SELECT count(*) AS count, min(since) AS since, case_number AS "case" FROM waiting WHERE since < ?`);
  const raid = raidReader(db);
  return {
    raid: () => reading(path, raid),
    parked: () =>
      reading(path, () =>
        parked.all().map(({ code, count, since }) => ({
          code: String(code ?? "bug.unexpected"),
          count: Number(count),
          since: Number(since),
        })),
      ),
    unsettled: (before) =>
      reading(path, () =>
        unsettled.all(before).map(({ direction, count, since }) => ({
          direction: direction as Direction,
          count: Number(count),
          since: Number(since),
        })),
      ),
    unanswered: (before) =>
      reading(path, () => {
        const row = unanswered.get(before);
        const count = Number(row?.["count"] ?? 0);
        if (row === undefined || count === 0) return null;
        const caseNumber = row["case"];
        return {
          count,
          since: Number(row["since"]),
          case: typeof caseNumber === "number" ? caseNumber : null,
        };
      }),
  };
}

async function reading<Result>(path: string, read: () => Result): Promise<Result> {
  try {
    return read();
  } catch (thrown) {
    throw storeFailure(thrown, path);
  }
}
