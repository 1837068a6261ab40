/** Discord's bound for a message: Unicode code points, not UTF-16 units. */
const LONGEST_MESSAGE = 2_000;

/**
 * The text in parts that Discord takes, cut at the last line break or space of a part's second half where
 * there is one. The same text always gives the same parts; no part is blank unless the text is.
 */
export function splitText(text: string, longest = LONGEST_MESSAGE): readonly string[] {
  const parts: string[] = [];
  let rest = Array.from(text);
  while (rest.length > longest) {
    const cut = cutAt(rest, longest);
    parts.push(rest.slice(0, cut).join("").trimEnd());
    rest = Array.from(rest.slice(cut).join("").trimStart());
  }
  parts.push(rest.join(""));
  const speaking = parts.filter((part) => part.trim() !== "");
  return speaking.length === 0 ? [text] : speaking;
}

function cutAt(points: readonly string[], longest: number): number {
  const window = points.slice(0, longest + 1);
  for (const border of ["\n", " "]) {
    const at = window.lastIndexOf(border);
    if (at > longest / 2) return at;
  }
  return longest;
}
