/** First letters of up to two words of a name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : ""]
    .map((word) => word?.at(0) ?? "")
    .join("")
    .toUpperCase();
}

/** One of six colours, the same for the same name. */
export function colourOf(name: string): number {
  let mixed = 7;
  for (const letter of name) mixed = Math.imul(mixed ^ (letter.codePointAt(0) ?? 0), 0x9e3779b1) >>> 5;
  return mixed % 6;
}

/** Takes milliseconds since 1970 or an ISO time. */
export function clockOf(at: number | string): string {
  return new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}
