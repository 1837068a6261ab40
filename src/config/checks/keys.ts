import type { Loose } from "./loose.ts";
import type { Report } from "./report.ts";

type Section = "channels" | "roles";

/** Whether every channel and role that is spoken of by its key is described. */
export function checkKeys(file: Loose, report: Report): void {
  const known: Readonly<Record<Section, readonly string[]>> = {
    channels: file.entries("discord", "channels").map(([key]) => key),
    roles: file.entries("discord", "roles").map(([key]) => key),
  };
  const check = (path: readonly string[], key: string | undefined, section: Section): void => {
    if (key === undefined || known[section].includes(key)) return;
    const among = { word: key, candidates: known[section] };
    report({ path, found: JSON.stringify(key), wanted: `a key of discord.${section}`, among });
  };
  const checkAll = (path: readonly string[], place: Loose, name: string, section: Section): void => {
    for (const [index, key] of place.list(name).entries())
      check([...path, name, String(index)], key, section);
  };
  for (const section of ["panels", "webhooks", "following"]) {
    for (const [key, place] of file.entries("discord", section)) {
      const path = ["discord", section, key];
      check([...path, "channel"], place.text("channel"), "channels");
      const source = place.text("source");
      if (source !== undefined && !/^\d/u.test(source)) check([...path, "source"], source, "channels");
    }
  }
  for (const [key, rule] of file.entries("discord", "automod")) {
    const path = ["discord", "automod", key];
    check([...path, "alert"], rule.text("alert"), "channels");
    checkAll(path, rule, "exemptRoles", "roles");
    checkAll(path, rule, "exemptChannels", "channels");
  }
  check(["alerts", "channel"], file.within("alerts").text("channel"), "channels");
  for (const section of ["bug", "feature", "reports"]) {
    const path = ["community", section] as const;
    check([...path, "channel"], file.within(...path).text("channel"), "channels");
  }
  checkAll(["community"], file.within("community"), "moderators", "roles");
  check(["bridge", "threads", "channel"], file.within("bridge", "threads").text("channel"), "channels");
  checkAll(["bridge", "desk"], file.within("bridge", "desk"), "staff", "roles");
  checkAnnouncements(file, check);
  checkNewcomers(file, check, checkAll);
}

type Check = (path: readonly string[], key: string | undefined, section: Section) => void;

function checkAnnouncements(file: Loose, check: Check): void {
  if (!file.has("announcements")) {
    // Moderators announce in the channel that is named when nothing is said.
    const needed = file.within("community").flag("announce");
    return check(["community", "announce"], needed ? "announcements" : undefined, "channels");
  }
  const path = ["announcements"];
  check([...path, "channel"], file.within(...path).text("channel") ?? "announcements", "channels");
  for (const [key, source] of file.entries(...path, "sources"))
    check([...path, "sources", key, "role"], source.text("role"), "roles");
}

function checkNewcomers(
  file: Loose,
  check: Check,
  checkAll: (path: readonly string[], place: Loose, name: string, section: Section) => void,
): void {
  const welcome = ["discord", "welcomeScreen"];
  for (const [index, item] of file
    .within(...welcome)
    .items("channels")
    .entries()) {
    check([...welcome, "channels", String(index), "channel"], item.text("channel"), "channels");
  }
  const path = ["discord", "onboarding"];
  const onboarding = file.within(...path);
  checkAll(path, onboarding, "defaultChannels", "channels");
  for (const [number, prompt] of onboarding.items("prompts").entries()) {
    for (const [index, option] of prompt.items("options").entries()) {
      const place = [...path, "prompts", String(number), "options", String(index)];
      checkAll(place, option, "roles", "roles");
      checkAll(place, option, "channels", "channels");
    }
  }
}
