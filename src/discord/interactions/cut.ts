/** The beginning of a text, of at most so many UTF-16 units, which is what Discord's own library counts; no sign is halved. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "");
}
