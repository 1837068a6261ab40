import type { AtomFeed, JsonFeed, RdfFeed, RssFeed } from "feedsmith";
import { parseFeed } from "feedsmith";
import type { NewsItem } from "../community/ports.ts";
import { Failure } from "../domain/failure.ts";
import type { EpochMs } from "../domain/ids.ts";
import { plainText } from "./plain-text.ts";

/** The most items of a document that are looked at: the newest are first. */
const MOST_ITEMS = 100;
const LONGEST_LINK = 1_000;

/** What an RSS, RDF, Atom or JSON feed says. Rejects with "feed.invalid" what is none of them. */
export function parseItems(document: string, where: string): readonly NewsItem[] {
  const parsed = parsedFeed(document, where);
  switch (parsed.format) {
    case "rss":
      return (parsed.feed.items ?? []).slice(0, MOST_ITEMS).map(ofRss);
    case "rdf":
      return (parsed.feed.items ?? []).slice(0, MOST_ITEMS).map(ofRdf);
    case "atom":
      return (parsed.feed.entries ?? []).slice(0, MOST_ITEMS).map(ofAtom);
    case "json":
      return (parsed.feed.items ?? []).slice(0, MOST_ITEMS).map(ofJson);
  }
}

function parsedFeed(document: string, where: string) {
  try {
    return parseFeed(document, { maxItems: MOST_ITEMS });
  } catch (thrown) {
    throw new Failure("feed.invalid", "A source's document is no RSS, Atom or JSON feed.", {
      where,
      fix: "Open the address in a browser: it may have moved, or ask for a login.",
      cause: thrown,
    });
  }
}

function ofRss(item: RssFeed.Item<string>): NewsItem {
  const { guid, link, title, description, content, pubDate, dc } = item;
  // Without a link of its own, an id may be one.
  const permalink = guid?.isPermaLink === false ? undefined : guid?.value;
  return {
    id: guid?.value ?? null,
    title: plainText(title),
    summary: plainText(description ?? content?.encoded),
    author: plainText(dc?.creators?.[0]),
    link: webAddress(link) ?? webAddress(permalink),
    publishedAt: timeOf(pubDate ?? dc?.dates?.[0]),
  };
}

function ofRdf({ rdf, link, title, description, dc }: RdfFeed.Item<string>): NewsItem {
  return {
    id: rdf?.about ?? null,
    title: plainText(title),
    summary: plainText(description),
    author: plainText(dc?.creators?.[0]),
    link: webAddress(link),
    publishedAt: timeOf(dc?.dates?.[0]),
  };
}

function ofAtom(entry: AtomFeed.Entry<string>): NewsItem {
  const { id, links = [], title, summary, content, authors, published, updated, media } = entry;
  const link = links.find(({ rel = "alternate" }) => rel === "alternate") ?? links[0];
  const said = summary?.value ?? content?.value ?? media?.groups?.[0]?.description?.value;
  return {
    id: id ?? null,
    title: plainText(title?.value),
    summary: plainText(said),
    author: plainText(authors?.[0]?.name),
    link: webAddress(link?.href),
    publishedAt: timeOf(published ?? updated),
  };
}

function ofJson(item: JsonFeed.Item<string>): NewsItem {
  const { id, url, external_url: external, title, summary, authors, date_published: at } = item;
  return {
    id: id ?? null,
    title: plainText(title),
    summary: plainText(summary ?? item.content_text ?? item.content_html),
    author: plainText(authors?.[0]?.name),
    link: webAddress(url) ?? webAddress(external),
    publishedAt: timeOf(at),
  };
}

/** Only what a browser opens as a page; a link is written as it is. */
function webAddress(text: string | undefined): string | null {
  const url = text === undefined ? null : URL.parse(text.trim());
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  const isPlain = url.username === "" && url.password === "" && url.href.length <= LONGEST_LINK;
  return isPlain ? url.href : null;
}

function timeOf(text: string | undefined): EpochMs | null {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
