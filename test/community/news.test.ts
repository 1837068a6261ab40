import { describe, expect, test } from "vitest";
import { marksOf } from "../../src/community/announcements/marks.ts";
import { newsAmong } from "../../src/community/announcements/news.ts";
import { nextCrosspost, nextTry, nextVisit } from "../../src/community/announcements/schedule.ts";
import { DEFAULT_TEMPLATE, fillTemplate } from "../../src/community/announcements/template.ts";
import type { NewsItem } from "../../src/community/ports.ts";

const MET = Date.parse("2026-11-20T00:00:00Z");
const HOUR = 3_600_000;

const item = (number: number, more: Partial<NewsItem> = {}): NewsItem => ({
  id: `id-${number}`,
  title: `Patch ${number}`,
  summary: null,
  author: null,
  link: `https://example.com/${number}`,
  publishedAt: MET + number * HOUR,
  ...more,
});
const titles = (news: readonly NewsItem[]) => news.map(({ title }) => title);
const marks = (...items: readonly NewsItem[]) => new Set(items.flatMap(marksOf));

describe("what is news", () => {
  test("nothing at the first visit", () => {
    expect(newsAmong([item(1), item(2)], null, MET)).toEqual([]);
  });

  test("what is not known, oldest first", () => {
    expect(titles(newsAmong([item(3), item(2), item(1)], marks(item(1)), MET))).toEqual([
      "Patch 2",
      "Patch 3",
    ]);
    const undated = [item(3, { publishedAt: null }), item(2), item(1)];
    expect(titles(newsAmong(undated, marks(item(1)), MET))).toEqual(["Patch 2", "Patch 3"]);
  });

  test("not what has a new id, nor what has a new title or link", () => {
    const known = marks(item(1));
    expect(newsAmong([item(1, { id: "other" })], known, MET)).toEqual([]);
    expect(newsAmong([item(1, { title: "Patch 1, corrected" })], known, MET)).toEqual([]);
    expect(newsAmong([item(1, { link: "https://example.org/1" })], known, MET)).toEqual([]);
  });

  test("not what is dated before the source was met", () => {
    const old = item(1, { publishedAt: MET - 48 * HOUR });
    expect(newsAmong([old, item(2)], new Set(), MET)).toEqual([item(2)]);
  });

  test("the same thing once, and of very much the newest few", () => {
    expect(newsAmong([item(1), item(1, { id: "again" })], new Set(), MET)).toHaveLength(1);
    const flood = Array.from({ length: 50 }, (_, index) => item(50 - index));
    expect(titles(newsAmong(flood, new Set(), MET))).toEqual([46, 47, 48, 49, 50].map((n) => `Patch ${n}`));
  });

  test("nothing that cannot be known again", () => {
    expect(newsAmong([item(1, { id: null, title: null, link: null })], new Set(), MET)).toEqual([]);
  });
});

describe("a template", () => {
  test("leaves out lines without a value", () => {
    expect(fillTemplate(DEFAULT_TEMPLATE, item(1, { title: null, summary: "Hello" }), "blog")).toBe(
      "Hello\nhttps://example.com/1",
    );
    expect(fillTemplate("News of {source}\n{author}\n{title}", item(1), "blog")).toBe(
      "News of blog\nPatch 1",
    );
  });

  test("lets no source format, mention or fill in anything", () => {
    const title = "**x** `y` <@123> <@&456> @everyone [z](https://evil.example) {link} # h\n> q";
    const text = fillTemplate("{title}", item(1, { title }), "blog");
    expect(text).not.toMatch(/@everyone|(?<!\\)[*`[\]<>#]/u);
    expect(text).toContain("{link}");
    expect(text).not.toContain("\n");
  });

  test("is never cut in the middle of an address", () => {
    const link = `https://example.com/${"patch-notes-".repeat(12)}1`;
    const text = fillTemplate(`${"word ".repeat(380)}\n{link}`, item(1, { link }), "blog");
    expect(text).not.toContain("http");
    expect(text.endsWith("word…")).toBe(true);
  });

  test("fits into one message", () => {
    const long = item(1, { title: "a".repeat(5_000), summary: "word ".repeat(5_000) });
    const text = fillTemplate("{title}\n{summary}\n".repeat(10), long, "blog");
    expect(Array.from(text).length).toBeLessThanOrEqual(1_970);
  });
});

describe("times", () => {
  test("visits are spread, and ever rarer while they fail", () => {
    const next = (failures: number, random: number, retryAfterMs = 0) =>
      nextVisit({ everyMs: 600_000, failures, retryAfterMs, random });
    expect([next(0, 0), next(0, 0.5), next(0, 1)]).toEqual([540_000, 600_000, 660_000]);
    expect([next(1, 0.5), next(2, 0.5), next(60, 0.5)]).toEqual([1_200_000, 2_400_000, 6 * HOUR]);
    expect([next(1, 0.5, 3 * HOUR), next(1, 0.5, 900 * HOUR)]).toEqual([3 * HOUR, 24 * HOUR]);
  });

  test("tries end after about a day", () => {
    expect([nextTry(1, 0), nextTry(3, 0), nextTry(3, 90_000), nextTry(40, 0)]).toEqual([
      1_000, 30_000, 90_000, 1_800_000,
    ]);
    let total = 0;
    let tries = 1;
    for (let wait = nextTry(tries, 0); wait !== null; wait = nextTry((tries += 1), 0)) total += wait;
    expect(total / HOUR).toBeGreaterThan(20);
    expect(total / HOUR).toBeLessThan(28);
  });

  test("ten messages an hour are published", () => {
    const published = Array.from({ length: 10 }, (_, index) => MET + index * 60_000);
    expect(nextCrosspost(published.slice(1), MET + 600_000)).toBe(MET + 600_000);
    expect(nextCrosspost(published, MET + 600_000)).toBe(MET + HOUR);
    expect(nextCrosspost(published, MET + HOUR)).toBe(MET + HOUR);
  });
});
