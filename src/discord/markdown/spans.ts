/**
 * A message as Discord reads it: code, which is taken as it stands, things of one piece such as links and
 * mentions, and everything else.
 */
export interface Span {
  readonly kind: "block" | "code" | "link" | "url" | "tag" | "text";
  readonly text: string;
  /** Of a block: the language named behind its opening fence. */
  readonly language?: string;
}

/** What Discord writes between angle brackets: mentions, custom emoji, times, commands, links to the server's pages. */
const TAG = /<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|t:-?\d+(?::\w)?|\/[^<>\n:]{1,100}:\d+|id:\w+)>/.source;
const URL = /https?:\/\/[^\s<>]+/.source;
const LINK = /!?\[[^[\]\n]*\]\(<?https?:\/\/[^()\s<>]+>?\)/.source;
const SPAN = new RegExp(
  [
    /(?<block>```(?:(?<language>[\w+.#-]{1,40})\n)?(?!```)[\s\S]+?```)/.source,
    /(?<code>``[^`\n]+``|`[^`\n]+`)/.source,
    `(?<link>${LINK})`,
    `(?<tag>${TAG})`,
    `(?<url><${URL}>|${URL})`,
  ].join("|"),
  "gu",
);

/** Joined, their texts are the text again. */
export function spansOf(text: string): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(SPAN)) {
    if (match.index > from) spans.push({ kind: "text", text: text.slice(from, match.index) });
    spans.push(spanOf(match));
    from = match.index + match[0].length;
  }
  if (from < text.length) spans.push({ kind: "text", text: text.slice(from) });
  return spans;
}

function spanOf({ 0: text, groups = {} }: RegExpMatchArray): Span {
  const { language } = groups;
  if (groups["block"] !== undefined)
    return { kind: "block", text, ...(language === undefined ? {} : { language }) };
  if (groups["code"] !== undefined) return { kind: "code", text };
  if (groups["link"] !== undefined) return { kind: "link", text };
  return { kind: groups["tag"] === undefined ? "url" : "tag", text };
}
