import type { Settings } from "../../config/schema/settings.ts";

export type TrackerSettings = Settings["cases"]["trackers"][string];

/** What a tracker is known by in the ledger. One that becomes another repository is another one. */
export function trackerName(key: string, { github }: TrackerSettings): string {
  return github === undefined ? key : `${key} (${github.repository.toLowerCase()})`;
}
