import { createHash } from "node:crypto";
import type { NewsItem } from "../ports.ts";

/**
 * What an item is known again by: its id, and its link with its title. A feed that gives all its items new ids, as
 * a move to another program does, is known by the second; one that corrects a title, by the first.
 */
export function marksOf({ id, link, title, summary }: NewsItem): readonly string[] {
  const marks = id === null ? [] : [digest("id", id)];
  // Some sources have no titles; then what it says stands for one.
  if (link !== null || title !== null || summary !== null)
    marks.push(digest("said", link ?? "", title ?? summary ?? ""));
  return marks;
}

function digest(...parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 22);
}
