/** What members type means nothing to Discord here. */
export function asWritten(text: string): string {
  return text.replaceAll(/[\\*_~`|<>[\]()#@:-]/gu, "\\$&");
}

/** An address of a message that we have put there ourselves, on a line of its own. */
export const LINK = /^https:\/\/discord\.com\/channels\/\d+\/\d+\/\d+$/u;

/** At most so many code points, with a sign that there was more. */
export function shortened(text: string, most: number): string {
  const points = Array.from(text);
  if (points.length <= most) return text;
  const kept = points.slice(0, most - 1).join("");
  return `${kept.trimEnd()}…`;
}
