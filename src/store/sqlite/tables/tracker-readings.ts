import type { DatabaseSync } from "node:sqlite";
import type { EpochMs } from "../../../domain/ids.ts";
import { wholeMs } from "./time.ts";

/** Up to when what happened in a tracker was read there. */
export function openReadings(db: DatabaseSync) {
  const upTo = db.prepare(`
    SELECT coalesce(read_to, (SELECT min(at) FROM tracker_issues WHERE tracker = key)) AS at
    FROM trackers WHERE key = ?`);
  const mark = db.prepare("UPDATE trackers SET read_to = ? WHERE key = ?");
  return {
    upTo: (tracker: string) => (upTo.get(tracker)?.["at"] ?? null) as EpochMs | null,
    mark: (tracker: string, at: EpochMs) => void mark.run(wholeMs(at), tracker),
  };
}
