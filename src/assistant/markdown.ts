import type { Section } from "./article.ts";

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$/;
const UNDERLINE = /^ {0,3}(=+|-{2,})\s*$/;
const LIST_ITEM = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;
const TABLE_RULE = /^\s*\|?[\s:|-]+\|[\s:|-]*$/;

/**
 * An article's sections as plain text. It knows the Markdown that help articles are written in (headings,
 * paragraphs, lists, quotes, tables, fenced code); anything else is kept as it is written.
 */
export function readSections(markdown: string): readonly Section[] {
  const sections: { heading: string | null; lines: string[] }[] = [{ heading: null, lines: [] }];
  const current = () => sections.at(-1)?.lines ?? [];
  let paragraph: string[] = [];
  const endParagraph = () => {
    const text = plainText(paragraph.join(" "));
    if (text !== "") current().push(text);
    paragraph = [];
  };
  const startSection = (heading: string) => {
    endParagraph();
    sections.push({ heading: plainText(heading), lines: [] });
  };

  for (const line of withoutCode(markdown.replaceAll(/<!--[\s\S]*?-->/g, ""))) {
    const heading = HEADING.exec(line)?.[1];
    const item = LIST_ITEM.exec(line);
    if (heading !== undefined) {
      startSection(heading);
    } else if (UNDERLINE.test(line) && paragraph.length > 0) {
      const underlined = paragraph.join(" ");
      paragraph = [];
      startSection(underlined);
    } else if (line.trim() === "" || UNDERLINE.test(line) || TABLE_RULE.test(line)) {
      endParagraph();
    } else if (item !== null) {
      endParagraph();
      paragraph.push(`${item[1] === undefined ? "•" : `${item[1]}.`} ${item[2] ?? ""}`);
    } else if (line.trim().startsWith("|")) {
      endParagraph();
      current().push(plainText(cellsOf(line)));
    } else {
      paragraph.push(line.replace(/^\s*>+ ?/, "").trim());
    }
  }
  endParagraph();
  return sections.filter((section) => section.lines.length > 0 || section.heading !== null);
}

/** Code blocks end the paragraph before them; their lines are left out. */
function withoutCode(markdown: string): readonly string[] {
  const lines: string[] = [];
  let fence: string | null = null;
  for (const line of markdown.split("\n")) {
    const mark = FENCE.exec(line)?.[1];
    if (fence === null && mark !== undefined) {
      fence = mark;
      lines.push("");
    } else if (fence !== null) {
      if (mark?.startsWith(fence) === true && line.trim() === mark) fence = null;
    } else {
      lines.push(line);
    }
  }
  return lines;
}

function cellsOf(row: string): string {
  return row
    .trim()
    .replaceAll(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim())
    .join(" – ");
}

/** A line without its inline marks: links keep their text, pictures their description. */
function plainText(markdown: string): string {
  return markdown
    .replaceAll(/!\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/\[([^\]]+)\](?:\([^)]*\)|\[[^\]]*\])/g, "$1")
    .replaceAll(/<(https?:[^>\s]+)>/g, "$1")
    .replaceAll(/<\/?[A-Za-z][^>]*>/g, "")
    .replaceAll(/(\*\*|__|~~|\|\|)(?=\S)(.+?)(?<=\S)\1/g, "$2")
    .replaceAll(/(?<![\p{L}\p{N}])([*_])(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}])/gu, "$2")
    .replaceAll(/`+([^`]+)`+/g, "$1")
    .replaceAll(/\\([\\`*_{}[\]()#+\-.!|<>~])/g, "$1")
    .replaceAll(/\s+/g, " ")
    .trim();
}
