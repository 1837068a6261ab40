import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { onTestFinished } from "vitest";

export interface ProxyRules {
  /** Called before a request is passed on; "cut" closes the connection instead. */
  before?: (method: string, path: string) => "cut" | "pass";
  /** Called when a request may pass; what it returns is the answer, and the vendor never hears of it. */
  answer?: (method: string, path: string) => ProxyAnswer | null;
  /** Called when the answer is there; null closes the connection instead, text replaces the answer. */
  after?: (method: string, path: string, body: string) => string | null;
}

interface ProxyAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
}

/** A network between us and a vendor that can lose requests and answers. Rules may change at any time. */
export async function openProxy(
  upstream: string,
): Promise<{ readonly url: string; readonly rules: ProxyRules }> {
  const rules: ProxyRules = {};
  const server = createServer((request, response) => {
    pass(upstream, rules, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, rules };
}

async function pass(
  upstream: string,
  rules: ProxyRules,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = "GET", url: path = "/" } = request;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (rules.before?.(method, path) === "cut") {
    response.destroy();
    return;
  }
  const instead = rules.answer?.(method, path) ?? null;
  if (instead !== null) {
    response.writeHead(instead.status, { "content-type": "application/json", ...instead.headers });
    response.end(JSON.stringify(instead.body));
    return;
  }
  const headers = { ...request.headers };
  for (const hop of ["host", "connection", "content-length", "transfer-encoding", "expect"])
    delete headers[hop];
  const answer = await fetch(`${upstream}${path}`, {
    method,
    headers: headers as Record<string, string>,
    ...(method === "GET" ? {} : { body: Buffer.concat(chunks) }),
  });
  const text = await answer.text();
  const body = rules.after === undefined ? text : rules.after(method, path, text);
  if (body === null) {
    response.destroy();
    return;
  }
  const kept = [...answer.headers].filter(
    ([name]) => name !== "content-length" && name !== "content-encoding",
  );
  response.writeHead(answer.status, Object.fromEntries(kept));
  response.end(answer.status === 204 ? undefined : body);
}
