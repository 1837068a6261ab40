import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A server of feeds that answers as a test says, and remembers what it was asked. */
export interface FeedServer {
  readonly url: string;
  readonly requests: IncomingMessage[];
  answer: (request: IncomingMessage, response: ServerResponse) => void;
}

export async function openFeedServer(answer?: FeedServer["answer"]): Promise<FeedServer> {
  const server = createServer((request, response) => {
    feeds.requests.push(request);
    feeds.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const feeds: FeedServer = {
    url: `http://127.0.0.1:${port}`,
    requests: [],
    answer: answer ?? ((_request, response) => response.writeHead(404).end()),
  };
  return feeds;
}

export interface Item {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly at?: Date;
}

/** An RSS document, the newest item first. */
export function rss(items: readonly Item[]): string {
  const entries = items.map(
    ({ id, title, link, at = new Date() }) =>
      `<item><title>${title}</title><link>${link}</link><guid isPermaLink="false">${id}</guid>` +
      `<pubDate>${at.toUTCString()}</pubDate></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${entries.join("")}</channel></rss>`;
}
