import type { Loose } from "./loose.ts";
import { reportTwins, type Report } from "./report.ts";

/** Discord's own bounds. */
const MOST_CHANNELS = 500;
const MOST_IN_CATEGORY = 50;
const MOST_ROLES = 250;

interface Place {
  readonly path: readonly string[];
  readonly name: string;
  readonly type: string;
  readonly category: string | null;
}

/** Roles, categories and channels among each other. */
export function checkChannels(file: Loose, report: Report): void {
  const roles = places(file, "roles");
  const categories = places(file, "categories");
  const channels = places(file, "channels");
  reportTwins(roles, ({ name }) => name, "roles", report);
  reportTwins(categories, ({ name }) => name, "categories", report);
  reportTwins(
    channels,
    ({ name, category }) => `${category ?? ""}/${name}`,
    "channels of one category",
    report,
  );
  for (const [key, channel] of file.entries("discord", "channels")) {
    checkChannel(["discord", "channels", key], channel, report);
  }
  checkCategories(channels, categories, report);
  const sizes = [
    { path: ["discord", "channels"], count: channels.length + categories.length, most: MOST_CHANNELS },
    // One of them is @everyone, which is always there.
    { path: ["discord", "roles"], count: roles.length + 1, most: MOST_ROLES },
  ];
  for (const { path, count, most } of sizes.filter(({ count, most }) => count > most)) {
    report({ path, key: true, found: `${count} of them`, wanted: `at most the ${most} Discord allows` });
  }
}

function places(file: Loose, section: string): readonly Place[] {
  return file.entries("discord", section).map(([key, place]) => ({
    path: ["discord", section, key],
    name: place.text("name") ?? key,
    type: place.text("type") ?? "text",
    category: place.text("category") ?? null,
  }));
}

function checkCategories(channels: readonly Place[], categories: readonly Place[], report: Report): void {
  const keys = categories.map(({ path }) => path.at(-1) ?? "");
  const sizes = new Map<string, number>();
  for (const { path, category } of channels) {
    if (category === null) continue;
    sizes.set(category, (sizes.get(category) ?? 0) + 1);
    if (!keys.includes(category)) {
      report({
        path: [...path, "category"],
        found: `"${category}"`,
        wanted: "a key of discord.categories",
        among: { word: category, candidates: keys },
      });
    } else if (sizes.get(category) === MOST_IN_CATEGORY + 1) {
      const wanted = `at most the ${MOST_IN_CATEGORY} channels Discord allows in a category`;
      report({ path: [...path, "category"], found: `one more channel in "${category}"`, wanted });
    }
  }
}

function checkChannel(path: readonly string[], channel: Loose, report: Report): void {
  const type = channel.text("type") ?? "text";
  const name = channel.text("name");
  const topic = channel.text("topic");
  const spoken = type === "voice" || type === "stage";
  if (!spoken && name !== undefined && name !== asDiscordStores(name)) {
    const wanted = `it as Discord would store it, "${asDiscordStores(name)}"`;
    report({ path: [...path, "name"], found: JSON.stringify(name), wanted });
  }
  if (topic !== undefined && spoken) {
    report({
      path: [...path, "topic"],
      key: true,
      found: `a topic on a ${type} channel`,
      wanted: "none there",
    });
  }
  // Only a forum's guidelines may be longer.
  if (topic !== undefined && type !== "forum" && Array.from(topic).length > 1024) {
    report({ path: [...path, "topic"], found: "a long text", wanted: "a text of at most 1024 characters" });
  }
  const tags = [...channel.list("tags"), ...channel.items("tags").flatMap((tag) => tag.text("name") ?? [])];
  if (tags.length > 0 && type !== "forum") {
    report({
      path: [...path, "tags"],
      key: true,
      found: `tags on a ${type} channel`,
      wanted: "them on a forum",
    });
  }
  if (new Set(tags).size < tags.length) {
    report({ path: [...path, "tags"], found: "a tag given twice", wanted: "each tag once" });
  }
}

/**
 * Names of written channels are normalised by the server, by rules it does not publish: lower case, dashes for
 * spaces, no run of dashes, most ASCII punctuation gone. (Reported by others; not documented.)
 */
function asDiscordStores(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/\s+/gu, "-")
    .replaceAll(/[!-,./:-@[-^`{-~]/gu, "")
    .replaceAll(/-{2,}/gu, "-");
}
