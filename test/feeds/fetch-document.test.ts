import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { Failure } from "../../src/domain/failure.ts";
import { checkedLookup, type Resolve } from "../../src/feeds/checked-lookup.ts";
import { fetchDocument } from "../../src/feeds/fetch-document.ts";
import { openFeedServer } from "./feed-server.ts";

const LOOPBACK = [{ address: "127.0.0.1", family: 4 }];
const toLoopback: Resolve = () => Promise.resolve(LOOPBACK);

const fetching = (url: string, trusted: boolean, resolve: Resolve = toLoopback) =>
  fetchDocument(url, { headers: {}, trusted, resolve, signal: new AbortController().signal });

async function failureOf(asked: Promise<unknown>): Promise<Failure> {
  const thrown = await asked.then(
    () => new Error("it was not refused"),
    (reason: unknown) => reason,
  );
  if (thrown instanceof Failure) return thrown;
  throw thrown;
}

test("an address or a name that leads to this machine is refused before anybody is asked", async () => {
  const inside = await openFeedServer();
  const { port } = new URL(inside.url);
  const addresses = ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]"];
  for (const host of [...addresses, "feeds.example.com", "localhost"]) {
    const failure = await failureOf(fetching(`http://${host}:${port}/`, false));
    expect({ host, code: failure.code }).toEqual({ host, code: "feed.refused" });
  }
  expect(inside.requests).toHaveLength(0);
});

test("one private address among a name's is enough to refuse it", async () => {
  const both: Resolve = () => Promise.resolve([{ address: "8.8.8.8", family: 4 }, ...LOOPBACK]);
  expect((await failureOf(fetching("http://feeds.example.com/", false, both))).code).toBe("feed.refused");
});

test("a name is looked up once for each connection, and the socket gets the addresses that were checked", async () => {
  const answers = [[{ address: "8.8.8.8", family: 4 }], LOOPBACK];
  let asked = 0;
  const rebinding: Resolve = () => Promise.resolve(answers[asked++] ?? LOOPBACK);
  const lookup = checkedLookup(rebinding);
  const given = (all: boolean) =>
    new Promise((done) => lookup("rebind.example.com", { all }, (...told) => done(told)));
  expect(await given(true)).toEqual([null, [{ address: "8.8.8.8", family: 4 }]]);
  expect(asked).toBe(1);
  expect(await given(false)).toEqual([expect.objectContaining({ code: "feed.refused" }), "", 0]);
});

test.each([
  ["another port of this machine", (other: string) => other],
  ["a private address", () => "http://10.0.0.1/"],
  ["the cloud's metadata", () => "http://169.254.169.254/latest/meta-data/"],
  ["a name that leads to this machine", () => "http://feeds.example.com/"],
  ["a file", () => "file:///etc/passwd"],
  ["an address with a password", () => "http://user:secret@example.com/"],
])("a redirect to %s is refused", async (_what, target) => {
  const inside = await openFeedServer();
  const feeds = await openFeedServer((_request, response) =>
    response.writeHead(302, { location: target(inside.url) }).end(),
  );
  const failure = await failureOf(fetching(feeds.url, true));
  expect(failure.code).toBe("feed.refused");
  expect(JSON.stringify([failure.message, failure.where, failure.fix])).not.toContain("secret");
  expect(inside.requests).toHaveLength(0);
});

test("a redirect within the host is followed, and one without end is not", async () => {
  const feeds = await openFeedServer((request, response) => {
    if (request.url === "/new") response.end("here");
    else response.writeHead(301, { location: request.url === "/old" ? "/new" : "/loop" }).end();
  });
  expect((await fetching(`${feeds.url}/old`, true)).body.toString()).toBe("here");
  expect((await failureOf(fetching(`${feeds.url}/loop`, true))).code).toBe("feed.refused");
});

test("fifty megabytes are not read to their end, packed or not", async () => {
  const chunk = Buffer.alloc(1024 * 1024, "x");
  let sent = 0;
  const feeds = await openFeedServer((request, response) => {
    if (request.url === "/packed") {
      response.setHeader("content-encoding", "gzip");
      response.end(gzipSync(Buffer.alloc(50 * 1024 * 1024)));
      return;
    }
    const more = () => {
      while (sent < 50 && !response.destroyed) {
        sent += 1;
        if (!response.write(chunk)) return;
      }
    };
    response.on("drain", more);
    more();
  });
  expect((await failureOf(fetching(feeds.url, true))).message).toContain("larger than 5 MB");
  expect(sent).toBeLessThan(50);
  expect((await failureOf(fetching(`${feeds.url}/packed`, true))).message).toContain("larger than 5 MB");
});

test("a connection that is cut, and packing nobody asked for, are failures", async () => {
  const feeds = await openFeedServer((request, response) => {
    if (request.url === "/br") response.writeHead(200, { "content-encoding": "br" }).end("x");
    else {
      response.writeHead(200, { "content-length": "100" });
      response.write("half");
      setImmediate(() => response.destroy());
    }
  });
  expect((await failureOf(fetching(feeds.url, true))).code).toBe("feed.unavailable");
  expect((await failureOf(fetching(`${feeds.url}/br`, true))).code).toBe("feed.invalid");
});
