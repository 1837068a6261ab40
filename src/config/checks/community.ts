import type { Loose } from "./loose.ts";
import type { Report } from "./report.ts";

/** Whether what the community's sections name is there. */
export function checkCommunity(file: Loose, report: Report): void {
  const bug = file.within("community", "bug");
  if (!bug.isSection) return;
  const path = ["community", "bug"];
  const areas = bug.list("areas");
  if (new Set(areas).size < areas.length) {
    report({ path: [...path, "areas"], found: "an area given twice", wanted: "each area once" });
  }
  const key = bug.text("channel");
  const channel = file.entries("discord", "channels").find(([name]) => name === key)?.[1];
  if (channel === undefined) return;
  const type = channel.text("type") ?? "text";
  if (type !== "text" && type !== "forum") {
    report({ path: [...path, "channel"], found: `a ${type} channel`, wanted: "a text channel or a forum" });
  }
  checkTags(path, bug, channel, report);
}

function checkTags(path: readonly string[], bug: Loose, channel: Loose, report: Report): void {
  const known = [...channel.list("tags"), ...channel.items("tags").flatMap((tag) => tag.text("name") ?? [])];
  for (const status of ["open", "waitingForUs", "waitingForMember", "resolved", "closed"]) {
    const name = bug.within("tags").text(status);
    if (name === undefined || known.includes(name)) continue;
    report({
      path: [...path, "tags", status],
      found: `"${name}"`,
      wanted: "one of the tags of that channel",
      among: { word: name, candidates: known },
    });
  }
}
