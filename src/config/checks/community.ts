import type { Loose } from "./loose.ts";
import type { Report } from "./report.ts";

/** Whether what the community's sections name is there. */
export function checkCommunity(file: Loose, report: Report): void {
  checkBug(file, report);
  checkFeature(file, report);
  checkReports(file, report);
}

function checkBug(file: Loose, report: Report): void {
  const bug = file.within("community", "bug");
  if (!bug.isSection) return;
  const path = ["community", "bug"] as const;
  const areas = bug.list("areas");
  if (new Set(areas).size < areas.length) {
    report({ path: [...path, "areas"], found: "an area given twice", wanted: "each area once" });
  }
  const channel = channelOf(file, path, ["text", "forum"], report);
  if (channel !== null)
    checkTags(
      path,
      ["open", "waitingForUs", "waitingForMember", "resolved", "closed"],
      { section: bug, channel },
      report,
    );
}

function checkFeature(file: Loose, report: Report): void {
  const feature = file.within("community", "feature");
  if (!feature.isSection) return;
  const path = ["community", "feature"] as const;
  const channel = channelOf(file, path, ["text", "forum"], report);
  if (channel !== null)
    checkTags(
      path,
      ["open", "planned", "inProgress", "done", "declined"],
      { section: feature, channel },
      report,
    );
}

/** What is reported of members is for moderators alone. */
function checkReports(file: Loose, report: Report): void {
  const path = ["community", "reports"] as const;
  const channel = channelOf(file, path, ["text"], report);
  if (channel === null) return;
  const category = channel.text("category");
  const parent = file.entries("discord", "categories").find(([name]) => name === category)?.[1];
  // What is in a category that is not there is told of that; who would see it, nobody can know.
  if (parent === undefined && category !== undefined) return;
  if (hides(channel) || (parent !== undefined && hides(parent))) return;
  report({
    path: [...path, "channel"],
    found: "a channel that everybody sees",
    wanted: "one that denies ViewChannel to everyone",
  });
}

function hides(place: Loose): boolean {
  return place.within("permissions", "everyone").list("deny").includes("ViewChannel");
}

/** The channel that a section names; null when there is none, or it is not one of these types. */
function channelOf(
  file: Loose,
  path: readonly [string, string],
  types: readonly string[],
  report: Report,
): Loose | null {
  const key = file.within(...path).text("channel");
  const channel = file.entries("discord", "channels").find(([name]) => name === key)?.[1];
  if (channel === undefined) return null;
  const type = channel.text("type") ?? "text";
  if (types.includes(type)) return channel;
  const wanted = types.length > 1 ? "a text channel or a forum" : "a text channel";
  report({ path: [...path, "channel"], found: `a ${type} channel`, wanted });
  return null;
}

function checkTags(
  path: readonly string[],
  states: readonly string[],
  { section, channel }: { readonly section: Loose; readonly channel: Loose },
  report: Report,
): void {
  const known = [...channel.list("tags"), ...channel.items("tags").flatMap((tag) => tag.text("name") ?? [])];
  for (const status of states) {
    const name = section.within("tags").text(status);
    if (name === undefined || known.includes(name)) continue;
    report({
      path: [...path, "tags", status],
      found: `"${name}"`,
      wanted: "one of the tags of that channel",
      among: { word: name, candidates: known },
    });
  }
}
