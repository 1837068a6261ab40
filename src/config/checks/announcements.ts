import { parseMessage, placeholdersOf } from "../../texts/message.ts";
import type { Loose } from "./loose.ts";
import type { Report } from "./report.ts";

const PLACEHOLDERS = ["title", "summary", "author", "link", "source"];

/** Whether each source is one thing, and its template can be read and names nothing that an item does not have. */
export function checkAnnouncements(file: Loose, report: Report): void {
  for (const [key, source] of file.entries("announcements", "sources")) {
    const path = ["announcements", "sources", key];
    if (source.isSection && source.has("feed") === source.has("x")) {
      const found = source.has("feed") ? "both feed and x" : "neither feed nor x";
      report({ path, key: true, found, wanted: "one of the two" });
    }
    const template = source.text("template");
    if (template !== undefined) checkTemplate([...path, "template"], template, report);
  }
}

function checkTemplate(path: readonly string[], template: string, report: Report): void {
  const wanted = `text with ${PLACEHOLDERS.map((name) => `{${name}}`).join(", ")} where they belong`;
  try {
    // Line by line, as it is filled.
    const names = template.split("\n").flatMap((line) => [...placeholdersOf(parseMessage(line))]);
    for (const [name, takes] of names) {
      if (takes === "number") report({ path, found: `a plural of {${name}}`, wanted });
      else if (!PLACEHOLDERS.includes(name))
        report({ path, found: `{${name}}`, wanted, among: { word: name, candidates: PLACEHOLDERS } });
    }
  } catch (thrown) {
    report({ path, found: (thrown as Error).message, wanted });
  }
}
