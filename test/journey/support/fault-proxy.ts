import { createServer, request as send, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { WebSocket, WebSocketServer } from "ws";

/** One request on its way, as a rule sees it. */
export interface Passing {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/**
 * What happens to a request: "pass"; "cut" closes the connection before anything was done; "drop" lets it be
 * done and then closes the connection; an answer is given in the vendor's stead; a changed body goes on.
 */
export type Fate =
  | "pass"
  | "cut"
  | "drop"
  | {
      readonly status: number;
      readonly body?: object;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly instead: string };

/** A network that can fail, between a client and a vendor. Rules may change at any time. */
export interface FaultProxy {
  readonly url: string;
  /** Decides about each request; may be asynchronous to delay it. */
  rule: (passing: Passing) => Fate | Promise<Fate>;
  /** Rewrites what comes back, such as addresses that lead around the proxy. */
  answer: (body: string) => string;
  /** Changes a gateway frame on its way up or down; null swallows it. */
  frame: (way: "up" | "down", text: string) => string | null;
  /** Sends a frame to every gateway client, as if the vendor had. */
  forge(frame: object): void;
  /** Cuts every connection and refuses new ones until `up`. */
  down(): void;
  up(): void;
  /** Ends it for good. */
  close(): void;
  /** How many gateway clients have come so far. */
  sockets(): number;
  /** Requests that reached the proxy, in order. */
  readonly seen: Passing[];
}

export async function openFaultProxy(upstream: string): Promise<FaultProxy> {
  const target = new URL(upstream);
  const sockets = new Set<Socket>();
  let isDown = false;
  const server = createServer((request, response) => {
    pass(proxy, target, request, response).catch(() => response.destroy());
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    if (isDown) socket.destroy();
  });
  const gateways = new WebSocketServer({ server });
  let came = 0;
  gateways.on("connection", (client, { url = "/" }) => {
    came += 1;
    bridgeFrames(proxy, target, client, url);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    rule: () => "pass",
    answer: (body) => body,
    frame: (_, text) => text,
    forge(frame) {
      for (const client of gateways.clients) client.send(JSON.stringify(frame));
    },
    down() {
      isDown = true;
      for (const socket of sockets) socket.destroy();
    },
    close() {
      isDown = true;
      for (const socket of sockets) socket.destroy();
      server.close();
    },
    up() {
      isDown = false;
    },
    sockets: () => came,
    seen: [],
  };
  return proxy;
}

async function pass(proxy: FaultProxy, target: URL, request: IncomingMessage, response: ServerResponse) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const body = raw.toString("utf8");
  const passing = { method: request.method ?? "GET", path: request.url ?? "/", body };
  proxy.seen.push(passing);
  const fate = await proxy.rule(passing);
  if (fate === "cut") {
    response.destroy();
    return;
  }
  if (typeof fate === "object" && "status" in fate) {
    response.writeHead(fate.status, { "content-type": "application/json", ...fate.headers });
    response.end(JSON.stringify(fate.body ?? {}));
    return;
  }
  const outgoing = typeof fate === "object" ? Buffer.from(fate.instead) : raw;
  const { status, headers, content } = await forward(target, request, outgoing);
  if (fate === "drop") {
    response.destroy();
    return;
  }
  const isText = /json|text/u.test(headers["content-type"] ?? "json");
  const rewritten = isText ? Buffer.from(proxy.answer(content.toString("utf8"))) : content;
  const { "content-length": _, "transfer-encoding": __, ...kept } = headers;
  response.writeHead(status, { ...kept, "content-length": rewritten.length });
  response.end(rewritten);
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly content: Buffer;
}

function forward(target: URL, request: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { "transfer-encoding": _, ...headers } = request.headers;
    const outgoing = send(
      {
        host: target.hostname,
        port: target.port,
        method: request.method,
        path: request.url,
        headers: {
          ...headers,
          host: target.host,
          ...(body.length === 0 ? {} : { "content-length": body.length }),
        },
        agent: false,
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          const content = Buffer.concat(chunks);
          resolve({ status: answer.statusCode ?? 502, headers: answer.headers, content });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Gateway frames, one by one, so that they can be rewritten, swallowed and forged. */
function bridgeFrames(proxy: FaultProxy, target: URL, client: WebSocket, path: string): void {
  const upstream = new WebSocket(`ws://${target.host}${path}`);
  const early: string[] = [];
  client.on("message", (data: Buffer) => {
    const text = proxy.frame("up", data.toString("utf8"));
    if (text === null) return;
    if (upstream.readyState === WebSocket.OPEN) upstream.send(text);
    else early.push(text);
  });
  upstream.on("open", () => {
    for (const text of early) upstream.send(text);
  });
  upstream.on("message", (data: Buffer) => {
    const text = proxy.frame("down", proxy.answer(data.toString("utf8")));
    if (text !== null) client.send(text);
  });
  upstream.on("close", (code) => client.close(isSendable(code) ? code : 4000));
  client.on("close", (code) => upstream.close(isSendable(code) ? code : 4000));
  upstream.on("error", () => client.terminate());
  client.on("error", () => upstream.terminate());
}

function isSendable(code: number): boolean {
  return code === 1000 || (code >= 3000 && code < 5000);
}
