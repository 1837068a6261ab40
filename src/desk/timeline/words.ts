import type { MemberContent } from "../../domain/content.ts";

/** Everything a member's message says, besides its files. */
export function wordsOf(text: string, content: MemberContent = {}): string {
  const { reply, stickers = [], poll, forwarded = [] } = content;
  const repliedTo = reply?.text?.trim() ?? "";
  const parts = [
    ...(repliedTo === "" ? [] : [quoted(repliedTo)]),
    ...(text.trim() === "" ? [] : [text]),
    ...stickers.map((name) => `[Sticker: ${name}]`),
    ...(poll === undefined ? [] : [`[Poll] ${poll.question}`, ...poll.answers.map((one) => `– ${one}`)]),
    ...forwarded.map((one) => (one.text.trim() === "" ? "[Forwarded]" : `[Forwarded]\n${quoted(one.text)}`)),
  ];
  return parts.join("\n");
}

/** Its files, forwarded ones included. */
export function filesOf({ files = [], forwarded = [] }: MemberContent = {}) {
  return [...files, ...forwarded.flatMap((one) => one.files)];
}

function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}
