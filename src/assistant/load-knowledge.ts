import type { Dirent } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { Failure } from "../domain/failure.ts";
import type { Article, Knowledge } from "./article.ts";
import { type Head, readHead } from "./front-matter.ts";
import { readSections } from "./markdown.ts";

interface ReadArticle {
  /** Inside the folder, with forward slashes. */
  readonly path: string;
  /** As a person finds it. */
  readonly file: string;
  readonly head: Head;
}

/**
 * The articles of a folder and the folders in it: every file that ends in `.md`, save README.md and what
 * starts with `_` or `.`. Throws "config.invalid" with every fault of every file, each with its line.
 */
export async function loadKnowledge(folder: string): Promise<Knowledge> {
  const names = await listArticles(folder);
  const read: ReadArticle[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    read.push({ path: name.replaceAll(path.sep, "/"), file, head: readHead(await readFile(file, "utf8")) });
  }
  const faults = [...read.flatMap(ownFaults), ...sharedUrls(read)];
  if (faults.length > 0) throw refuse(folder, faults);
  return { articles: read.map(toArticle) };
}

async function listArticles(folder: string): Promise<readonly string[]> {
  let entries: readonly Dirent[];
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (cause) {
    throw new Failure("config.invalid", `The knowledge folder ${folder} cannot be read.`, {
      fix: "Create it with at least one Markdown article, or set assistant.knowledge to the right folder.",
      where: folder,
      cause,
    });
  }
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter(isArticle)
    .sort();
  if (names.length > 0) return names;
  throw new Failure("config.invalid", `The knowledge folder ${folder} holds no article.`, {
    fix: "Add at least one Markdown file with a title and a url in its front matter.",
    where: folder,
  });
}

function isArticle(name: string): boolean {
  const parts = name.split(path.sep);
  return name.endsWith(".md") && parts.at(-1) !== "README.md" && !parts.some((part) => /^[._]/.test(part));
}

function ownFaults({ file, head }: ReadArticle): readonly string[] {
  return head.faults.map(({ line, problem }) => `${file}:${line}: ${problem}`);
}

function sharedUrls(articles: readonly ReadArticle[]): readonly string[] {
  const first = new Map<string, ReadArticle>();
  return articles.flatMap((article) => {
    const { url } = article.head.frontMatter;
    const before = first.get(url);
    if (url === "" || before === undefined) {
      first.set(url, article);
      return [];
    }
    return [`${article.file}:${article.head.urlLine}: the same url as ${before.file}:${before.head.urlLine}`];
  });
}

function refuse(folder: string, faults: readonly string[]): Failure {
  const list = faults.map((fault) => `  ${fault}`).join("\n");
  return new Failure("config.invalid", `Some articles of the knowledge base cannot be used:\n${list}`, {
    fix: "Correct these lines. Every article starts with `---`, then `title:` and `url:`, then `---`.",
    where: folder,
  });
}

function toArticle({ path, head }: ReadArticle): Article {
  return { path, ...head.frontMatter, sections: readSections(head.body) };
}
