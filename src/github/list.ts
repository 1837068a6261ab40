import type { EpochMs } from "../domain/ids.ts";
import { type GitHubClient, nextPage } from "./client.ts";
import { fieldOf, timeOf } from "./shapes.ts";

/** How far a list was read. */
export interface ListRead {
  /** When what was read last was changed; minus infinity when the list is empty. */
  readonly newest: EpochMs;
  readonly isWhole: boolean;
}

/** One list that is asked for again and again. */
export interface GitHubList {
  /**
   * Hands out its items in the list's order; as many as are read at once. Null when nothing has changed since it was
   * read by the same path.
   */
  read(path: string, signal: AbortSignal, take: (item: unknown) => Promise<void>): Promise<ListRead | null>;
}

/** What a page holds is bounded by the client. */
const PER_PAGE = 50;
const MOST_PAGES = 40;

export function createList(client: GitHubClient): GitHubList {
  let before: { readonly path: string; readonly etag: string } | null = null;
  return {
    async read(path, signal, take) {
      let next: string | null = `${path}&per_page=${PER_PAGE}`;
      let newest = Number.NEGATIVE_INFINITY;
      let etag: string | null = null;
      for (let page = 0; next !== null && page < MOST_PAGES; page += 1) {
        const condition = page === 0 && before?.path === path ? { etag: before.etag } : {};
        const answer = await client({ method: "GET", path: next, ...condition }, signal);
        if (answer.status === 304) return null;
        for (const item of Array.isArray(answer.body) ? (answer.body as readonly unknown[]) : []) {
          await take(item);
          newest = Math.max(newest, timeOf(fieldOf(item, "updated_at")) ?? newest);
        }
        next = nextPage(answer);
        // A first page says nothing of those behind it.
        etag = page === 0 && next === null ? answer.headers.get("etag") : null;
      }
      before = etag === null ? null : { path, etag };
      return { newest, isWhole: next === null };
    },
  };
}
