import { spansOf, type Span } from "./spans.ts";

/** A piece of a message that is not cut, unless it alone is longer than a message may be. */
export interface Atom {
  readonly text: string;
  /** In code points, as Discord counts. */
  readonly length: number;
  /** How good it is to cut behind it; the higher the better. */
  readonly border: Border;
  /** The opening fence of the block it is in, when it is inside of one. */
  readonly fence: string | null;
}

/** Never, only when nothing else is left, between words, between sentences, between lines, between paragraphs. */
export const border = { never: -1, any: 0, word: 1, sentence: 2, line: 3, paragraph: 4 } as const;
export type Border = (typeof border)[keyof typeof border];

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
export const lengthOf = (text: string): number => {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
};

/** Joined, their texts are the message again. No atom is longer than `longest`. */
export function atomsOf(text: string, longest: number): readonly Atom[] {
  return spansOf(text).flatMap((span) => atomsOfSpan(span, longest));
}

function atomsOfSpan(span: Span, longest: number): readonly Atom[] {
  if (span.kind === "text") return pieces(span.text, null, longest);
  if (span.kind === "block") return blockAtoms(span, longest);
  const whole = atom(span.text, border.any, null);
  return whole.length <= longest ? [whole] : pieces(span.text, null, longest);
}

const FENCE = "```";

/** The fences are kept with what they fence: a part that only opens or closes a block says nothing. */
function blockAtoms({ text, language }: Span, longest: number): readonly Atom[] {
  const opening = language === undefined ? FENCE : `${FENCE}${language}\n`;
  const inner = text.slice(opening.length, -FENCE.length);
  const reopening = language === undefined ? `${FENCE}\n` : opening;
  const body = pieces(inner, reopening, longest);
  return [
    { ...atom(opening, border.never, reopening) },
    ...body.slice(0, -1),
    ...body.slice(-1).map((last) => ({ ...last, border: border.never })),
    atom(FENCE, border.line, null),
  ];
}

function pieces(text: string, fence: string | null, longest: number): readonly Atom[] {
  const segments = Array.from(graphemes.segment(text), ({ segment }) => segment);
  const atoms: Atom[] = [];
  for (const [at, segment] of segments.entries()) {
    const whole = atom(segment, borderBehind(segments, at), fence);
    if (whole.length <= longest) atoms.push(whole);
    else for (const point of segment) atoms.push(atom(point, border.any, fence));
  }
  return atoms;
}

function borderBehind(segments: readonly string[], at: number): Border {
  const segment = segments[at] ?? "";
  const before = segments[at - 1] ?? "";
  if (isBreak(segment)) return isBreak(before) ? border.paragraph : border.line;
  if (!/^\s$/u.test(segment)) return /^[。！？]$/u.test(segment) ? border.sentence : border.any;
  return /^[.!?…:;]$/u.test(before) ? border.sentence : border.word;
}

const isBreak = (segment: string) => segment === "\n" || segment === "\r\n";

function atom(text: string, behind: Border, fence: string | null): Atom {
  return { text, length: lengthOf(text), border: behind, fence };
}
