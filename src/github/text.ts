import { onOneLine } from "../domain/shortened.ts";

/** GitHub takes 65,536 characters of a text and 256 of a title, and refuses more. */
const LONGEST_TEXT = 60_000;
const LONGEST_TITLE = 250;

/** What makes GitHub call people or link issues, and addresses, which have to go on leading where they do. */
const LIVE = /https?:\/\/[^\s<>]+|@(?=[a-z0-9])|#(?=\d)|\bGH-(?=\d)|<!--/giu;
const ZERO_WIDTH_SPACE = "\u200B";

/**
 * Markdown as people wrote it, in which nobody is mentioned, no other issue is referred to and nothing is hidden:
 * what a member writes on Discord must not call anybody on GitHub.
 */
export function harmless(text: string): string {
  const cut = shortened(text, LONGEST_TEXT);
  return cut.replaceAll(LIVE, (found) => {
    // What begins as an address need not be one to GitHub, which then finds people in it.
    if (found.length > 4) return found.replaceAll("@", "%40");
    return `${found.slice(0, 1)}${ZERO_WIDTH_SPACE}${found.slice(1)}`;
  });
}

export function titleOf(text: string): string {
  return shortened(onOneLine(text), LONGEST_TITLE);
}

function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/u, "")}…`;
}

/** A comment that nobody sees and that we know our texts by. It stands first: nothing a member wrote can hide it. */
export function marked(caseNumber: number, key: string, text: string): string {
  return `<!-- flexcord case ${caseNumber} ${key} -->\n${harmless(text)}`;
}

/** The key in a text that is marked; null when it is not. */
export function keyIn(text: string): string | null {
  return /<!-- flexcord case \d{1,15} ([\w-]{8,64}) -->/u.exec(text)?.[1] ?? null;
}
