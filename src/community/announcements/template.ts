import { formatMessage, parseMessage, placeholdersOf } from "../../texts/message.ts";
import type { NewsItem } from "../ports.ts";

/** How an item is announced where the config says nothing else. */
export const DEFAULT_TEMPLATE = "**{title}**\n{summary}\n{link}";

/** Discord takes 2,000 code points; the rest is for the role that is pinged. */
export const LONGEST_ANNOUNCEMENT = 1_970;
const LONGEST = { title: 250, summary: 500, author: 100 } as const;
/** Half an address leads elsewhere, or nowhere. */
const LAST_WORD = /\s+(?:\S{0,40}|https?:\/\/\S*)$/u;

/**
 * An item in the words of its template. A line whose values are all missing is left out, and what a source says
 * can neither format nor mention.
 */
export function fillTemplate(template: string, item: NewsItem, source: string): string {
  const values: Readonly<Record<string, string>> = {
    title: quoted(item.title ?? "", LONGEST.title),
    summary: item.title === item.summary ? "" : quoted(item.summary ?? "", LONGEST.summary),
    author: quoted(item.author ?? "", LONGEST.author),
    link: item.link ?? "",
    source,
  };
  const lines = template.split("\n").flatMap((line) => {
    const message = parseMessage(line);
    const names = [...placeholdersOf(message).keys()];
    const isEmpty = names.length > 0 && names.every((name) => (values[name] ?? "") === "");
    return isEmpty ? [] : [formatMessage(message, values, "en")];
  });
  return shortened(lines.join("\n").trim(), LONGEST_ANNOUNCEMENT);
}

/** Cut at a word, with a mark that it was. */
function shortened(text: string, longest: number): string {
  const points = Array.from(text);
  if (points.length <= longest) return text;
  const cut = points.slice(0, longest - 1).join("");
  return `${cut.replace(LAST_WORD, "")}…`;
}

/** Text that reads as it is: Discord's marks lose their meaning, and line breaks theirs. */
function quoted(text: string, longest: number): string {
  const plain = shortened(text.replaceAll(/[\s\p{Cc}]+/gu, " ").trim(), longest);
  return plain.replaceAll(/[\\*_~|`#>[\]()<@-]/gu, (mark) => (mark === "@" ? "@\u200B" : `\\${mark}`));
}
