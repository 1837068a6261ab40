import { spansOf, type Span } from "./spans.ts";

/** What the ids in a message stand for; null when nobody knows. */
export interface Names {
  member(id: string): string | null;
  role(id: string): string | null;
  channel(id: string): string | null;
}

/**
 * What a member wrote, in the Markdown that everybody else reads: names in place of ids, and none of what only
 * Discord shows. Code stays as it is.
 */
export function fromDiscord(text: string, names: Names): string {
  const quoted = spansOf(text).map((span) => readSpan(span, names));
  return blockQuote(quoted.join(""));
}

function readSpan({ kind, text }: Span, names: Names): string {
  if (kind === "tag") return readTag(text.slice(1, -1), names);
  if (kind === "url") return text.replace(/^<(.*)>$/u, "$1");
  return kind === "text" ? readText(text) : text;
}

/** `inner` is what stands between the angle brackets. */
function readTag(inner: string, names: Names): string {
  const [, sign = "", id = ""] = /^(@!?|@&|#)(\d+)$/u.exec(inner) ?? [];
  if (sign === "#") return `#${names.channel(id) ?? "unknown-channel"}`;
  if (sign === "@&") return `@${names.role(id) ?? "unknown-role"}`;
  if (sign !== "") return `@${names.member(id) ?? "unknown-member"}`;
  if (inner.startsWith("t:")) return isoTime(Number(inner.split(":")[1]));
  const emoji = /^a?(:\w+:)\d+$/u.exec(inner)?.[1];
  if (emoji !== undefined) return emoji;
  return inner.startsWith("/") ? inner.slice(0, inner.lastIndexOf(":")) : `#${inner.slice("id:".length)}`;
}

/** Discord's times are of every reader's own zone; written down, they need one. */
function isoTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().replace(/\.000Z$/u, "Z");
}

function readText(text: string): string {
  return text
    .replaceAll(/\|\|(?=\S)([\s\S]*?\S)\|\|/gu, "[spoiler: $1]")
    .replaceAll(/(?<![\\_\w])__(?=\S)([^_\n]*[^_\s])__(?![_\w])/gu, "_$1_")
    .replaceAll(/^-# /gmu, "");
}

/** `>>>` quotes everything behind it. */
function blockQuote(text: string): string {
  const [, before = "", quoted] = /^([\s\S]*?)^>>> ([\s\S]*)$/mu.exec(text) ?? [];
  if (quoted === undefined) return text;
  return before + quoted.replaceAll(/^/gmu, "> ");
}
