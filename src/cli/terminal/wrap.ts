import { stripVTControlCharacters } from "node:util";

/** What is copied out of a text stays whole: a word such as an address, and a command in backticks. */
const PIECE = /( *)(`[^`]*`\S*|\S+)/gu;

/**
 * Breaks lines between words, so that none is wider than `width` unless a single piece of it is. What goes on
 * stands below the line's beginning, or `hanging` columns in.
 * @param width columns; null where there is no terminal, and nothing is broken
 */
export function wrapWords(text: string, width: number | null, hanging?: number): string {
  if (width === null) return text;
  return text
    .split("\n")
    .map((line) => wrapLine(line, width, hanging))
    .join("\n");
}

function wrapLine(line: string, width: number, hanging = leadingSpaces(line)): string {
  if (lengthOf(line) <= width) return line;
  const lines: string[] = [];
  let now = "";
  for (const [, gap = "", piece = ""] of line.matchAll(PIECE)) {
    const isFirst = now === "" || now.trim() === "";
    if (isFirst || lengthOf(now + gap + piece) <= width) now += gap + piece;
    else {
      lines.push(now);
      now = " ".repeat(hanging) + piece;
    }
  }
  return [...lines, now].join("\n");
}

const leadingSpaces = (line: string): number => line.length - line.trimStart().length;

const lengthOf = (text: string): number => Array.from(stripVTControlCharacters(text)).length;
