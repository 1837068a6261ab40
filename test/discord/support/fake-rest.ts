import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Received {
  readonly method: string;
  /** Without `/api/v10`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** What to answer; "drop" cuts the connection after the request was read, "hang" never answers. */
export type Reaction = Answer | "drop" | "hang";
export type Handler = (request: Received) => Reaction | Promise<Reaction>;

/** A small real HTTP server that answers below /api/v10 as its handlers say, and 404 otherwise. */
export interface FakeRest extends AsyncDisposable {
  readonly api: string;
  readonly received: Received[];
  on(route: `${string} ${string}`, handler: Handler): void;
  of(route: `${string} ${string}`): Received[];
}

export async function startFakeRest(): Promise<FakeRest> {
  const handlers = new Map<string, Handler>();
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, handlers, received);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    api: `http://127.0.0.1:${port}/api`,
    received,
    on: (route, handler) => void handlers.set(route, handler),
    of: (route) => received.filter(({ method, path }) => `${method} ${path}` === route),
    [Symbol.asyncDispose]: () => stop(server),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handlers: ReadonlyMap<string, Handler>,
  received: Received[],
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const raw = await text(request);
  const entry: Received = {
    method: request.method ?? "",
    path: decodeURIComponent(url.pathname.replace(/^\/api\/v10/, "")),
    query: url.searchParams,
    headers: request.headers,
    body: raw === "" ? null : JSON.parse(raw),
  };
  received.push(entry);
  const handler = handlers.get(`${entry.method} ${entry.path}`);
  const reaction = await (handler?.(entry) ?? { status: 404, body: { code: 0, message: "404: Not Found" } });
  if (reaction === "hang") return;
  if (reaction === "drop") {
    request.socket.destroy();
    return;
  }
  const type = { "content-type": "application/json" };
  response.writeHead(
    reaction.status,
    reaction.body === undefined ? reaction.headers : { ...type, ...reaction.headers },
  );
  response.end(reaction.body === undefined ? "" : JSON.stringify(reaction.body));
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
}
