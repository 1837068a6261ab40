/** At most so many code points, with a sign that there was more. */
export function shortened(text: string, most: number): string {
  const points = Array.from(text);
  if (points.length <= most) return text;
  const kept = points.slice(0, most - 1).join("");
  return `${kept.trimEnd()}…`;
}

/** Text of several lines as one. */
export function onOneLine(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}
