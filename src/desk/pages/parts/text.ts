import { html, type Html, type HtmlPart } from "../../html.ts";
import { searchWords } from "../../../domain/search-words.ts";
import { onOneLine } from "../../../domain/shortened.ts";

const ADDRESS = /https?:\/\/[^\s<>"'`|\\^{}]+[^\s<>"'`|\\^{}.,;:!?)\]*_~]/giu;

/** What somebody wrote, with its addresses as links that tell the other side nothing of this page. */
export function written(text: string): HtmlPart {
  const parts: HtmlPart[] = [];
  let end = 0;
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    parts.push(text.slice(end, index));
    parts.push(html`<a href="${address}" rel="noopener noreferrer nofollow" target="_blank">${address}</a>`);
    end = index + address.length;
  }
  return [...parts, text.slice(end)];
}

/** So much of a text stands around the words that were found. */
const BEFORE = 60;
const LONGEST = 200;

/** The part of a text that holds the words, with the words marked. */
export function excerpt(text: string, words: ReadonlySet<string>): HtmlPart {
  const whole = onOneLine(text);
  const first = [...marked(whole, words)].find(({ hit }) => hit)?.at ?? 0;
  const from = first <= BEFORE ? 0 : whole.indexOf(" ", first - BEFORE) + 1;
  const cut = whole.slice(from, from + LONGEST).toWellFormed();
  const parts = [...marked(cut, words)].map(({ piece, hit }) => (hit ? html`<mark>${piece}</mark>` : piece));
  return [from > 0 && "… ", parts, from + LONGEST < whole.length && " …"];
}

/** A text word by word, as a search compares them. */
function* marked(text: string, words: ReadonlySet<string>) {
  for (const { 0: piece, index } of text.matchAll(/[\p{L}\p{N}\p{Mn}]+|[^\p{L}\p{N}\p{Mn}]+/gu)) {
    yield { piece, at: index, hit: [...searchWords(piece)].some((word) => words.has(word)) };
  }
}

/** At most so many characters of a text, on one line. */
export function shortened(text: string, longest: number): string {
  const line = onOneLine(text);
  return line.length <= longest ? line : `${line.slice(0, longest).toWellFormed().trimEnd()}…`;
}

/** Who something goes to, within a sentence. */
export const RECIPIENT = { member: "the member", agent: "the agents", assistant: "the assistant" } as const;

/** A name to call somebody by, also when theirs is not kept any more. */
export function nameOr(name: string | null, otherwise: string): Html {
  return name === null || name === "" ? html`<em>${otherwise}</em>` : html`${name}`;
}

const SIZES = ["B", "KB", "MB", "GB"] as const;

export function sizeOf(bytes: number): string {
  const step = Math.min(SIZES.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const size = bytes / 1024 ** step;
  return `${size < 10 && step > 0 ? size.toFixed(1) : Math.round(size)} ${SIZES[step] ?? ""}`;
}

export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
