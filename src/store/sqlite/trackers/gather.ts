import type { DatabaseSync } from "node:sqlite";
import type { CaseKind } from "../../../domain/case.ts";
import type { CaseNumber, EpochMs } from "../../../domain/ids.ts";
import type { DispatchKind, FreshLine } from "../../../trackers/ports.ts";
import type { Tables } from "../tables/all.ts";
import type { CaseHistory } from "../tables/case-history.ts";
import type { openDispatches } from "../tables/tracker-dispatches.ts";

interface Parts {
  readonly db: DatabaseSync;
  readonly tables: Tables;
  readonly history: CaseHistory;
  readonly dispatches: ReturnType<typeof openDispatches>;
}

interface Wanted {
  readonly tracker: string;
  readonly kinds: readonly CaseKind[];
  readonly plan: (line: FreshLine) => readonly DispatchKind[];
}

const BATCH = 200;

/**
 * Turns lines of cases' histories into what a tracker is to be told. Every change of a case ends in such a line, whoever
 * made it and in whatever process, so following them forgets nothing.
 */
export function createGathering({ db, tables, history, dispatches }: Parts) {
  const reached = db.prepare("SELECT gathered_to FROM trackers WHERE key = ?");
  const meet = db.prepare(`
    INSERT INTO trackers (key, gathered_to, held_until)
    VALUES (?, (SELECT coalesce(max(id), 0) FROM case_changes), 0)`);
  const reach = db.prepare("UPDATE trackers SET gathered_to = ? WHERE key = ?");
  const newest = db.prepare("SELECT coalesce(max(id), 0) AS id FROM case_changes");
  const batchEnd = db.prepare(
    `SELECT max(id) AS id FROM (SELECT id FROM case_changes WHERE id > ? ORDER BY id LIMIT ${BATCH})`,
  );
  const lines = db.prepare(`
    SELECT c.id AS id, c.number AS number FROM case_changes AS c CROSS JOIN cases ON cases.number = c.number
    WHERE c.id > ? AND c.id <= ? AND cases.kind IN (SELECT value FROM json_each(?)) ORDER BY c.id`);
  const reachedBy = (tracker: string) => reached.get(tracker)?.["gathered_to"] as number | undefined;

  return {
    /** One look at two indexes, outside of any transaction. */
    hasFresh: (tracker: string) => (reachedBy(tracker) ?? -1) < Number(newest.get()?.["id"]),
    /** Runs inside the caller's transaction. True when there may be more. */
    gather({ tracker, kinds, plan }: Wanted, now: EpochMs): boolean {
      const from = reachedBy(tracker);
      if (from === undefined) {
        meet.run(tracker);
        return false;
      }
      const to = batchEnd.get(from)?.["id"];
      if (typeof to !== "number") return false;
      for (const { id, number } of lines.all(from, to, JSON.stringify(kinds))) {
        const change = history.line(Number(id));
        const found = tables.cases.find(number as CaseNumber);
        if (change === null || found === null) continue;
        const mirrored = dispatches.isMirrored(tracker, found.number);
        for (const kind of plan({ case: found, change, mirrored }))
          dispatches.add(tracker, { number: found.number, changeId: Number(id), kind }, now);
      }
      reach.run(to, tracker);
      return true;
    },
  };
}
