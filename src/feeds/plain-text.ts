const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  hellip: "…",
  mdash: "—",
  ndash: "–",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
};
const LARGEST_CODE_POINT = 0x10_ff_ff;
/** More than is ever shown; keeps what follows cheap, whatever a source sends. */
const MOST_READ = 2_000;

/** The text of a piece of HTML, on one line; null when nothing is left. Text without marks stays as it is. */
export function plainText(html: string | undefined): string | null {
  if (html === undefined) return null;
  const text = html
    .slice(0, MOST_READ)
    .replaceAll(/<(script|style)\b[^>]*>[^]*?<\/\1\s*>/giu, " ")
    .replaceAll(/<!--[^]*?-->/gu, " ")
    .replaceAll(/<\/?(?:p|br|div|li|h[1-6]|tr)\b[^>]*>/giu, " ")
    .replaceAll(/<\/?[a-z][^>]*>/giu, "")
    .replaceAll(
      /&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,8});/giu,
      (whole, name: string) => characterOf(name) ?? whole,
    )
    .replaceAll(/\s+/gu, " ")
    .trim();
  return text === "" ? null : text;
}

function characterOf(name: string): string | undefined {
  if (!name.startsWith("#")) return NAMED[name.toLowerCase()];
  const code = /^#x/iu.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  const isText = code > 0x1f && code <= LARGEST_CODE_POINT && !(code >= 0xd8_00 && code <= 0xdf_ff);
  return isText ? String.fromCodePoint(code) : " ";
}
