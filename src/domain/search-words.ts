/** Beyond them a text is found by its beginning only; nobody's message is a book. */
const MOST_WORDS = 200;
/** Writing that puts no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;

let segmenter: Intl.Segmenter | undefined;

/** The words of a text as a search compares them: without case, accents and punctuation, each once. */
export function searchWords(text: string): ReadonlySet<string> {
  const plain = text
    .normalize("NFKD")
    .replaceAll(/\p{Mn}+/gu, "")
    .normalize("NFC")
    .toLowerCase();
  const found = new Set<string>();
  for (const word of UNSPACED.test(plain) ? segmented(plain) : (plain.match(/[\p{L}\p{N}]+/gu) ?? [])) {
    if (found.size === MOST_WORDS) break;
    found.add(word);
  }
  return found;
}

function* segmented(text: string): Generator<string> {
  segmenter ??= new Intl.Segmenter("und", { granularity: "word" });
  for (const { segment, isWordLike } of segmenter.segment(text)) if (isWordLike === true) yield segment;
}
