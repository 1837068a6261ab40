import type { Watcher } from "../../alerts/watch.ts";
import type { Settings } from "../../config/schema/settings.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { TrackerStore } from "../../trackers/ports.ts";
import { trackerName } from "./tracker-name.ts";

/** For how long something that was given up is worth telling of. */
const DAY_MS = 24 * 60 * 60_000;

/** Tells staff of trackers that cannot be told of cases for too long, or do not take something at all. */
export function trackerWatcher(
  { cases, alerts }: Pick<Settings, "cases" | "alerts">,
  store: TrackerStore,
  now: () => EpochMs,
): Watcher {
  const names = new Set(Object.entries(cases.trackers).map(([key, tracker]) => trackerName(key, tracker)));
  return {
    kind: "tracker.late",
    async look() {
      const at = now();
      const late = await store.late(at - alerts.messageWaitSeconds * 1000, at - DAY_MS);
      return late
        .filter(({ tracker }) => names.has(tracker))
        .map(({ tracker, count, since, code }) => ({
          kind: "tracker.late",
          subject: tracker,
          since,
          facts: { count, code },
        }));
    },
  };
}
