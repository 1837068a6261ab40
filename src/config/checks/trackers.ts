import type { Loose } from "./loose.ts";
import type { Report } from "./report.ts";

/** Whether each tracker is one thing, and no two are the same repository for the same kind of case. */
export function checkTrackers(file: Loose, report: Report): void {
  const taken = new Set<string>();
  for (const [key, tracker] of file.entries("cases", "trackers")) {
    const path = ["cases", "trackers", key];
    if (tracker.isSection && tracker.has("github") === tracker.has("webhook")) {
      const found = tracker.has("github") ? "both github and webhook" : "neither github nor webhook";
      report({ path, key: true, found, wanted: "one of the two" });
    }
    const repository = tracker.within("github").text("repository")?.toLowerCase();
    for (const kind of tracker.list("kinds")) {
      const place = `${repository} ${kind}`;
      if (repository !== undefined && taken.has(place)) {
        const found = `${repository} for cases of kind ${kind}, as another tracker has`;
        report({ path: [...path, "github", "repository"], found, wanted: "one tracker for each kind" });
      }
      taken.add(place);
    }
  }
}
