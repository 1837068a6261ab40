/**
 * The head of an article, between two lines of `---`: a small part of YAML, one `key: value` a line.
 *
 *     ---
 *     title: How to reset your password
 *     url: https://example.com/help/password
 *     tags: account, password
 *     aliases: lost password, locked out
 *     question: I can't sign in any more, what now?
 *     ---
 *
 * `tags` and `aliases` are lists with commas, in brackets or not; `question` may be repeated. Quotes round
 * a value are taken off. Keys of other tools, with whatever is indented under them, are passed over.
 */
export interface FrontMatter {
  readonly title: string;
  readonly url: string;
  readonly tags: readonly string[];
  readonly questions: readonly string[];
}

/** Something wrong with an article; lines count from 1. */
export interface ArticleFault {
  readonly line: number;
  readonly problem: string;
}

export interface Head {
  readonly frontMatter: FrontMatter;
  /** What follows the head. */
  readonly body: string;
  readonly faults: readonly ArticleFault[];
  /** Where the url is written, for faults that only show beside other articles. */
  readonly urlLine: number;
}

interface Field {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

const FIELD = /^([A-Za-z_][\w-]*):(?:\s+(.*?))?\s*$/;
const OURS = new Set(["title", "url", "tags", "aliases", "question"]);
const FENCE = /^---\s*$/;

/** Reads as much as can be read; the article is usable when there are no faults. */
export function readHead(source: string): Head {
  const lines = source.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  if (!FENCE.test(lines[0] ?? "")) return broken(1, "it does not start with a line of ---");
  const end = lines.findIndex((line, index) => index > 0 && FENCE.test(line));
  if (end === -1) return broken(1, "the line of --- that ends the front matter is missing");
  const { fields, faults } = readFields(lines.slice(1, end));
  const one = (key: string) => fields.find((field) => field.key === key);
  const all = (key: string) => fields.filter((field) => field.key === key);
  const title = one("title");
  const url = one("url");
  return {
    frontMatter: {
      title: title?.value ?? "",
      url: url?.value ?? "",
      tags: all("tags").flatMap((field) => listOf(field.value)),
      questions: [
        ...all("aliases").flatMap((field) => listOf(field.value)),
        ...all("question").map((f) => f.value),
      ],
    },
    body: lines.slice(end + 1).join("\n"),
    faults: [...faults, ...faultsOf(fields)].sort((a, b) => a.line - b.line),
    urlLine: url?.line ?? 1,
  };
}

function broken(line: number, problem: string): Head {
  const frontMatter = { title: "", url: "", tags: [], questions: [] };
  return { frontMatter, body: "", faults: [{ line, problem }], urlLine: line };
}

function readFields(lines: readonly string[]): { fields: readonly Field[]; faults: readonly ArticleFault[] } {
  const fields: Field[] = [];
  const faults: ArticleFault[] = [];
  let above: string | null = null;
  for (const [index, text] of lines.entries()) {
    const line = index + 2;
    if (/^\s*(#.*)?$/.test(text)) continue;
    if (above !== null && /^(\s|- )/.test(text)) {
      if (OURS.has(above)) faults.push({ line, problem: `"${above}" is to be written on one line` });
      continue;
    }
    const [, key, value = ""] = FIELD.exec(text) ?? [];
    if (key === undefined) faults.push({ line, problem: 'this is no "key: value"' });
    else fields.push({ key, value: unquote(value), line });
    above = key ?? null;
  }
  return { fields, faults };
}

function faultsOf(fields: readonly Field[]): readonly ArticleFault[] {
  const faults: ArticleFault[] = [];
  for (const key of ["title", "url"]) {
    const written = fields.filter((field) => field.key === key);
    const first = written[0];
    if (first === undefined || first.value === "") {
      faults.push({ line: first?.line ?? 1, problem: `the ${key} is missing` });
    }
    for (const again of written.slice(1)) faults.push({ line: again.line, problem: `a second ${key}` });
  }
  const url = fields.find((field) => field.key === "url");
  if (url !== undefined && url.value !== "" && !isWebAddress(url.value)) {
    faults.push({ line: url.line, problem: "the url is to be a whole http or https address" });
  }
  return faults;
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && !/\s/.test(text);
}

function listOf(value: string): readonly string[] {
  const inner = /^\[(.*)\]$/.exec(value)?.[1] ?? value;
  return inner
    .split(",")
    .map((item) => unquote(item.trim()))
    .filter((item) => item !== "");
}

function unquote(value: string): string {
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
}
