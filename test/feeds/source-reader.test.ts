import { expect, onTestFinished, test } from "vitest";
import type { Reading, Source, Validators } from "../../src/community/ports.ts";
import { createSourceReader } from "../../src/feeds/source-reader.ts";
import { openFeedServer, rss, type FeedServer } from "./feed-server.ts";

const NOW = Date.parse("2026-11-22T12:00:00Z");

function openReader(x: FeedServer | null = null) {
  const access = x === null ? null : { api: x.url, loopback: true, bearerToken: "bearer-token-of-a-test" };
  const reader = createSourceReader({ version: "1.2.3", now: () => NOW, x: access });
  return (source: Source, validators: Validators | null = null): Promise<Reading> =>
    reader.read(source, validators, new AbortController().signal);
}

const feedOf = ({ url }: FeedServer): Source => ({ kind: "feed", url: `${url}/feed`, private: true });

const readText = async (document: string | Buffer, type = "application/xml") => {
  const feeds = await openFeedServer((_request, response) =>
    response.setHeader("content-type", type).end(document),
  );
  const reading = await openReader()(feedOf(feeds));
  return reading.state === "read" ? reading.items : [];
};

test("RSS, with marks and entities as plain text", async () => {
  const item =
    "<title>A &amp;amp; &lt;b&gt;B&lt;/b&gt;</title><link>https://example.com/1</link><guid>https://example.com/1</guid>" +
    "<description><![CDATA[<p>Hello <script>alert(1)</script>you&nbsp;&#8230;</p>]]></description>" +
    "<pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate>";
  expect(await readText(`<rss version="2.0"><channel><item>${item}</item></channel></rss>`)).toEqual([
    {
      id: "https://example.com/1",
      title: "A & B",
      summary: "Hello you …",
      author: null,
      link: "https://example.com/1",
      publishedAt: Date.parse("2026-11-22T10:00:00Z"),
    },
  ]);
});

test("YouTube's Atom", async () => {
  const entry =
    "<id>yt:video:abc</id><title>Trailer</title><author><name>Nebula</name></author>" +
    '<link rel="alternate" href="https://www.youtube.com/watch?v=abc"/><published>2026-11-22T10:00:00+00:00</published>' +
    "<media:group><media:description>Out now</media:description></media:group>";
  const feed = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><entry>${entry}</entry></feed>`;
  expect(await readText(feed)).toMatchObject([
    {
      id: "yt:video:abc",
      title: "Trailer",
      summary: "Out now",
      author: "Nebula",
      link: "https://www.youtube.com/watch?v=abc",
    },
  ]);
});

test("Mastodon's RSS, whose posts have no title", async () => {
  const item =
    "<guid isPermaLink='true'>https://social.example/@nebula/1</guid><link>https://social.example/@nebula/1</link>" +
    "<description>&lt;p&gt;We are &lt;a href='#'&gt;live&lt;/a&gt;&lt;/p&gt;</description>";
  expect(await readText(`<rss version="2.0"><channel><item>${item}</item></channel></rss>`)).toMatchObject([
    { title: null, summary: "We are live", link: "https://social.example/@nebula/1" },
  ]);
});

test("JSON Feed, also with fields of wrong types and links that are none", async () => {
  const items = [
    { id: "1", url: "https://example.com/1", title: "One", date_published: "2026-11-22T10:00:00Z" },
    { id: 2, url: "javascript:alert(1)", title: { evil: true }, content_html: "<b>Two</b>" },
  ];
  const document = JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: "News", items });
  expect(await readText(document, "application/feed+json")).toMatchObject([
    { id: "1", title: "One", link: "https://example.com/1" },
    { id: "2", title: null, summary: "Two", link: null },
  ]);
});

test("a document in the encoding that it names", async () => {
  const document = `<?xml version="1.0" encoding="ISO-8859-1"?>${rss([{ id: "1", title: "Käse", link: "https://e.com/" }]).slice(21)}`;
  expect(await readText(Buffer.from(document, "latin1"))).toMatchObject([{ title: "Käse" }]);
});

test.each([
  ["a page", "<html><body>Log in</body></html>"],
  ["nothing", ""],
  ["half of JSON", '{"version": "https://jsonfeed.org/version/1.1", "items": ['],
  ["bytes", Buffer.from([0, 255, 254, 1, 2, 3])],
])("%s is no feed", async (_what, document) => {
  await expect(readText(document)).rejects.toMatchObject({ code: "feed.invalid" });
});

test("entities that multiply do not", async () => {
  const entities = Array.from({ length: 20 }, (_, n) => `<!ENTITY e${n + 1} "&e${n};&e${n};">`).join("");
  const document = `<!DOCTYPE x [<!ENTITY e0 "ha">${entities}]><rss version="2.0"><channel><item><title>&e20;</title></item></channel></rss>`;
  const [item] = await readText(document).catch(() => []);
  expect((item?.title ?? "").length).toBeLessThan(100);
});

test("a hostile document of five megabytes is given up, and keeps nobody waiting meanwhile", async () => {
  const attributes = Array.from({ length: 400_000 }, (_, n) => `a${n}="b"`).join(" ");
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 20);
  onTestFinished(() => clearInterval(turning));
  const document = `<rss version="2.0"><channel><item ${attributes}/></channel></rss>`;
  await expect(readText(document)).rejects.toMatchObject({ code: "feed.invalid" });
  // In the same thread, none would have passed.
  expect(turns).toBeGreaterThan(5);
});

test("a feed that has not changed is not sent again", async () => {
  const feeds = await openFeedServer((request, response) => {
    if (request.headers["if-none-match"] === '"v1"') response.writeHead(304).end();
    else
      response
        .writeHead(200, { etag: '"v1"', "last-modified": "Sun, 22 Nov 2026 10:00:00 GMT" })
        .end(rss([]));
  });
  const read = openReader();
  const first = await read(feedOf(feeds));
  expect(first).toMatchObject({ state: "read", validators: { etag: '"v1"' } });
  const validators = first.state === "read" ? first.validators : null;
  expect(await read(feedOf(feeds), validators)).toEqual({ state: "unchanged" });
  expect(feeds.requests[1]?.headers["if-modified-since"]).toBe("Sun, 22 Nov 2026 10:00:00 GMT");
  expect(feeds.requests[0]?.headers["user-agent"]).toBe("flexcord/1.2.3");
});

test.each([
  [403, {}, { code: "feed.auth" }],
  [410, {}, { code: "feed.unavailable" }],
  [503, { "retry-after": "120" }, { code: "feed.unavailable", retryAfterMs: 120_000 }],
  [
    429,
    { "retry-after": new Date(NOW + 60_000).toUTCString() },
    { code: "feed.rate-limited", retryAfterMs: 60_000 },
  ],
])("HTTP %d is told as what it is", async (status, headers, failure) => {
  const feeds = await openFeedServer((_request, response) => response.writeHead(status, headers).end());
  await expect(openReader()(feedOf(feeds))).rejects.toMatchObject(failure);
});

test("an account of X: looked up once, original posts alone, only what is new", async () => {
  const x = await openFeedServer((request, response) => {
    const url = new URL(request.url ?? "", "http://x");
    const post = { id: "20", text: "Patch 2 is out &amp; live", created_at: "2026-11-22T10:00:00.000Z" };
    if (url.pathname === "/2/users/by/username/nebula") response.end(JSON.stringify({ data: { id: "7" } }));
    else if (url.searchParams.has("since_id")) response.end(JSON.stringify({ meta: { result_count: 0 } }));
    else response.end(JSON.stringify({ data: [post, { id: "../1" }, 5] }));
  });
  const read = openReader(x);
  const source = { kind: "x", account: "nebula" } as const;
  const first = await read(source);
  expect(first).toMatchObject({
    state: "read",
    items: [
      {
        id: "20",
        title: null,
        summary: "Patch 2 is out & live",
        author: "@nebula",
        link: "https://x.com/nebula/status/20",
        publishedAt: Date.parse("2026-11-22T10:00:00Z"),
      },
    ],
    validators: { newestId: "20" },
  });
  expect(await read(source, first.state === "read" ? first.validators : null)).toEqual({
    state: "unchanged",
  });
  const asked = x.requests.map(({ url = "" }) => new URL(url, "http://x"));
  expect(asked.map(({ pathname }) => pathname)).toEqual([
    "/2/users/by/username/nebula",
    "/2/users/7/tweets",
    "/2/users/7/tweets",
  ]);
  expect(asked[2]?.searchParams.get("exclude")).toBe("replies,retweets");
  expect(x.requests.every(({ headers }) => headers.authorization === "Bearer bearer-token-of-a-test")).toBe(
    true,
  );
});

test("X's refusals: no token, a wrong one, too often, and a redirect that would get the token", async () => {
  const source = { kind: "x", account: "nebula" } as const;
  await expect(openReader()(source)).rejects.toMatchObject({ code: "feed.auth" });
  const elsewhere = await openFeedServer();
  const answers = [
    [401, {}],
    [429, { "x-rate-limit-reset": String(NOW / 1000 + 900) }],
    [302, { location: elsewhere.url }],
  ] as const;
  const told = [
    { code: "feed.auth" },
    { code: "feed.rate-limited", retryAfterMs: 900_000 },
    { code: "feed.unavailable" },
  ];
  for (const [index, [status, headers]] of answers.entries()) {
    const x = await openFeedServer((_request, response) => response.writeHead(status, headers).end());
    await expect(openReader(x)(source)).rejects.toMatchObject(told[index] ?? {});
  }
  expect(elsewhere.requests).toHaveLength(0);
});
