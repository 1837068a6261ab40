/** A quote reminds of a message; it does not repeat it. */
const LONGEST_QUOTE = 300;

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The text as a quote in Markdown, cut where it is long. */
export function quoted(text: string): string {
  return firstCharacters(text, LONGEST_QUOTE)
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

/** At most that many characters as a person counts them. */
export function firstCharacters(text: string, longest: number): string {
  let kept = "";
  let count = 0;
  for (const { segment } of graphemes.segment(text.trim())) {
    count += 1;
    if (count > longest) return `${kept.trimEnd()}…`;
    kept += segment;
  }
  return kept;
}
