import { atomsOf, type Atom, border, lengthOf } from "../markdown/atoms.ts";

/** Discord's bound for a message: Unicode code points, not UTF-16 units. */
const LONGEST_MESSAGE = 2_000;

const CLOSING = "\n```";

/**
 * The text in parts that Discord takes. It is cut between paragraphs, lines, sentences or words, in this order,
 * as long as a part gets at least half full; never inside of a link, a mention or an emoji, and a block of code
 * that has to be cut is closed in one part and opened again in the next. The same text always gives the same
 * parts; no part is blank unless the text is.
 */
export function splitText(text: string, longest = LONGEST_MESSAGE): readonly string[] {
  if (lengthOf(text) <= longest) return [text];
  const atoms = atomsOf(text, longest - MOST_FOR_FENCES);
  const parts: string[] = [];
  for (let from = 0; from < atoms.length;) {
    const to = endOfPart(atoms, from, longest);
    parts.push(partOf(atoms, from, to));
    from = to;
  }
  const speaking = parts.filter((part) => part.trim() !== "");
  return speaking.length === 0 ? [text] : speaking;
}

/** The longest language's fence and its end. */
const MOST_FOR_FENCES = 3 + 40 + 1 + CLOSING.length;

/** Where the part that begins at `from` ends. */
function endOfPart(atoms: readonly Atom[], from: number, longest: number): number {
  let length = lengthOf(openingAt(atoms, from));
  const begun = length;
  let to = from;
  let best = { at: from, border: border.never as number, length: 0 };
  while (to < atoms.length) {
    const next = atoms[to];
    if (next === undefined) break;
    length += next.length;
    to += 1;
    const closed = length + (openAt(atoms, to) === null ? 0 : CLOSING.length);
    // What has to follow at once may still fit where the cut before it would not.
    if (length > longest) break;
    if (closed > longest) continue;
    if (to === atoms.length) return to;
    const halfFull = length - begun > longest / 2;
    const worth = halfFull ? next.border : Math.min(next.border, border.any);
    if (worth >= best.border) best = { at: to, border: worth, length };
  }
  return best.at > from ? best.at : from + 1;
}

/** The opening fence of the block that a cut before the atom at `index` would be inside of. */
function openAt(atoms: readonly Atom[], index: number): string | null {
  return atoms[index - 1]?.fence ?? null;
}

function openingAt(atoms: readonly Atom[], index: number): string {
  return openAt(atoms, index) ?? "";
}

function partOf(atoms: readonly Atom[], from: number, to: number): string {
  const text = atoms
    .slice(from, to)
    .map((atom) => atom.text)
    .join("");
  const opening = openingAt(atoms, from);
  const isOpen = openAt(atoms, to) !== null;
  if (opening === "" && !isOpen) return text.trim();
  // Outside of a block Discord trims; inside, the line break before the closing fence is the one that was there.
  const begun = opening === "" ? text.trimStart() : opening + text;
  return isOpen ? begun.replace(/\n$/u, "") + CLOSING : begun.trimEnd();
}
