import type { EpochMs } from "../../domain/ids.ts";
import type { NewsItem } from "../ports.ts";
import { marksOf } from "./marks.ts";

/** The most that one visit posts: whoever changes everything at once must not flood a server. */
const MOST_AT_ONCE = 5;
/** How much older than our first visit news may say they are. */
const MARGIN_MS = 24 * 60 * 60_000;

/**
 * What of a source's items is news, oldest first. Nothing is at the first visit. Later, what is known by a mark is
 * not, nor what is dated before we met the source; of what remains, the newest few.
 * @param known the marks that are known; null at the first visit
 */
export function newsAmong(
  items: readonly NewsItem[],
  known: ReadonlySet<string> | null,
  metAt: EpochMs,
): readonly NewsItem[] {
  if (known === null) return [];
  const met = new Set(known);
  const fresh = items.filter((item) => {
    const marks = marksOf(item);
    const isNew = marks.length > 0 && !marks.some((mark) => met.has(mark));
    // One document may hold the same item twice.
    for (const mark of marks) met.add(mark);
    return isNew && (item.publishedAt === null || item.publishedAt >= metAt - MARGIN_MS);
  });
  return oldestFirst(fresh).slice(-MOST_AT_ONCE);
}

/** Feeds list the newest first; a date says more, where there is one. */
function oldestFirst(items: readonly NewsItem[]): readonly NewsItem[] {
  const turned = items.toReversed();
  if (turned.some(({ publishedAt }) => publishedAt === null)) return turned;
  return turned.toSorted((one, other) => (one.publishedAt ?? 0) - (other.publishedAt ?? 0));
}
