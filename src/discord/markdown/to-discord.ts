import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import { spansOf, type Span } from "./spans.ts";
import { tableText } from "./table.ts";
import type { MarkdownNode } from "./tree.ts";

/**
 * Markdown as agents and articles write it, as Discord shows it: what Discord does not know is replaced where
 * it stands, and all else is left untouched. Nothing in it can ping anybody.
 */
export function toDiscord(text: string): string {
  const whole = text.toWellFormed();
  const known = NEEDS_PARSING.test(whole) ? withReplaced(whole) : whole;
  return spansOf(known).map(writeSpan).join("");
}

/** Tables, pictures, `__`, deep headings and underlined ones: without any of these there is nothing to replace. */
const NEEDS_PARSING = /\||!\[|__|^ {0,3}#{4,6}[ \t]|^ {0,3}(?:=+|-+)[ \t]*$/mu;

interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function withReplaced(text: string): string {
  const tree: MarkdownNode = fromMarkdown(text, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  let result = "";
  let done = 0;
  for (const { from, to, text: instead } of replacementsIn(tree, text)) {
    result += text.slice(done, from) + instead;
    done = to;
  }
  return result + text.slice(done);
}

/** In the order of the text, none inside another. */
function replacementsIn(node: MarkdownNode, source: string): readonly Replacement[] {
  const [from, to] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
  const own = source.slice(from, to);
  const instead = replaced(node, own);
  if (instead !== null) return [{ from, to, text: instead }];
  const inside = (node.children ?? []).flatMap((child) => replacementsIn(child, source));
  if (node.type !== "strong" || !own.startsWith("__")) return inside;
  // For Discord that is underlined; elsewhere it is bold.
  return [{ from, to: from + 2, text: "**" }, ...inside, { from: to - 2, to, text: "**" }];
}

/** What stands in place of the whole node; null when it stays, with what is inside it seen to. */
function replaced(node: MarkdownNode, own: string): string | null {
  switch (node.type) {
    case "table":
      return tableBlock(node, own);
    case "image":
      return picture(node);
    case "heading":
      return heading(node.depth ?? 1, own);
    default:
      return null;
  }
}

function picture({ alt, url = "" }: MarkdownNode): string {
  const words = alt === undefined || alt === null || alt === "" ? url : alt;
  return `[${words}](${url})`;
}

/** One that holds a fence cannot stand in a code block, and stays as it is. */
function tableBlock(table: MarkdownNode, own: string): string | null {
  return own.includes("```") ? null : `\`\`\`\n${tableText(table, own)}\n\`\`\``;
}

/** Discord knows three levels, and no underlined headings. */
function heading(depth: number, own: string): string | null {
  if (own.startsWith("#")) {
    const words = own
      .slice(depth)
      .trim()
      .replace(/(?<=\s)#+$/u, "")
      .trim();
    return depth <= 3 || words === "" ? null : `**${words}**`;
  }
  const [, title] = /^([\s\S]*)\n[ \t]*(?:=+|-+)[ \t]*$/u.exec(own) ?? [];
  return title === undefined || title.includes("\n") ? null : `${"#".repeat(depth)} ${title}`;
}

/** Breaks what Discord could take for a mention; in code as well, where nobody would miss it. */
const UNSEEN = "\u200B";

function writeSpan({ kind, text }: Span): string {
  // An address may hold such a name; it leads to the same place when it is encoded.
  if (kind === "url" || kind === "link") return text.replaceAll(/@(?=(?:everyone|here)\b)/giu, "%40");
  const harmless = text
    .replaceAll(/@(?=(?:everyone|here)\b)/giu, `@${UNSEEN}`)
    .replaceAll(/<(?=@[!&]?\d+>)/gu, `<${UNSEEN}`);
  return kind === "text" ? withoutOwnMarks(harmless) : harmless;
}

/** Marks of Discord's own that mean nothing elsewhere: whoever wrote them meant the characters. */
function withoutOwnMarks(text: string): string {
  return text
    .replaceAll(/(?<!\\)\|\|/gu, "\\|\\|")
    .replaceAll(/^-# /gmu, "\\-# ")
    .replaceAll(/^>>> /gmu, "> ");
}
