import type { Article, Section } from "./article.ts";

const sentences = new Intl.Segmenter("und", { granularity: "sentence" });
const characters = new Intl.Segmenter("und", { granularity: "grapheme" });

/**
 * The first sentences of a section that fit in `limit` UTF-16 units, list items on lines of their own. At
 * least the first sentence, cut where it must be. Empty when the article says nothing in words.
 */
export function excerptOf(article: Article, section: Section, limit: number): string {
  const lines =
    section.lines.length > 0
      ? section.lines
      : (article.sections.find((s) => s.lines.length > 0)?.lines ?? []);
  let excerpt = "";
  for (const line of lines) {
    let separator = "\n";
    for (const sentence of sentencesOf(line)) {
      const longer = excerpt === "" ? sentence : excerpt + separator + sentence;
      if (longer.length > limit) return excerpt === "" ? shorten(sentence, limit) : excerpt;
      excerpt = longer;
      separator = " ";
    }
  }
  return excerpt;
}

/** `text` in at most `limit` UTF-16 units, cut between characters and, if there is a space, between words. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = "";
  for (const { segment } of characters.segment(text)) {
    if (kept.length + segment.length > limit - 1) break;
    kept += segment;
  }
  const space = kept.lastIndexOf(" ");
  return `${(space > limit / 2 ? kept.slice(0, space) : kept).trimEnd()}…`;
}

/** The number of a list item ("1.") is no sentence of its own. */
function sentencesOf(line: string): readonly string[] {
  const found: string[] = [];
  let open = "";
  for (const { segment } of sentences.segment(line)) {
    open += segment;
    if (/^(?:\d+[.)]|•)\s*$/.test(open)) continue;
    found.push(open.trim());
    open = "";
  }
  return open.trim() === "" ? found : [...found, open.trim()];
}
