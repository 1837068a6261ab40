import type { MarkdownNode } from "./tree.ts";

/** A table as lines of plain text, its columns one below the other. */
export function tableText(table: MarkdownNode, source: string): string {
  const start = table.position?.start.offset ?? 0;
  const rows = (table.children ?? []).map(({ children = [] }) =>
    children.map(({ children: parts = [] }) => {
      const [first, last] = [parts[0], parts.at(-1)];
      const from = (first?.position?.start.offset ?? start) - start;
      const to = (last?.position?.end.offset ?? start) - start;
      return source.slice(from, to).replaceAll("\\|", "|");
    }),
  );
  const columns = Math.max(...rows.map(({ length }) => length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(3, ...rows.map((row) => widthOf(row[column] ?? ""))),
  );
  const [head = [], ...body] = rows.map((row) =>
    widths.map((width, column) => padded(row[column] ?? "", width, table.align?.[column] ?? null)),
  );
  const rule = widths.map((width) => "-".repeat(width));
  return [head, rule, ...body].map((row) => row.join("  ").trimEnd()).join("\n");
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** Signs that fixed-width fonts draw twice as wide: East Asian ones and emoji. */
const WIDE =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Extended_Pictographic}/u;

function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

function padded(text: string, width: number, align: "left" | "right" | "center" | null): string {
  const missing = width - widthOf(text);
  if (align === "right") return " ".repeat(missing) + text;
  if (align !== "center") return text + " ".repeat(missing);
  const before = Math.floor(missing / 2);
  return " ".repeat(before) + text + " ".repeat(missing - before);
}
