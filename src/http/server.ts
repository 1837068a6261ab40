import { chmodSync, rmSync } from "node:fs";
import { Readable } from "node:stream";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";

import type { DoorAnswer, Route } from "../domain/door.ts";
import { Failure } from "../domain/failure.ts";
import type { Log } from "../domain/log.ts";
import { acceptMore, findFree, sharesPorts } from "./acceptors.ts";
import { healthRoutes, type Readiness } from "./health.ts";

export interface HttpOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** A local socket to listen on instead, for the user who runs this process alone. */
  readonly socketPath?: string;
  readonly log: Log;
  readonly routes: readonly Route[];
  /** Whether work can be done right now; asked by /readyz. */
  readonly readiness: () => Promise<Readiness>;
  /** Aborting it closes the server as `close` does. */
  readonly signal: AbortSignal;
  readonly limits?: Partial<HttpLimits>;
}

export interface HttpLimits {
  /** A larger body is answered 413. */
  readonly bodyBytes: number;
  /** How long a client may take to send its headers, and then the whole request. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** How long requests in flight may take once closing has begun; then their sockets are cut. */
  readonly drainMs: number;
}

/** A message of 32 KB grows to three times that when percent-encoded, and its attributes with it. */
const LIMITS: HttpLimits = { bodyBytes: 256 * 1024, headersMs: 5_000, requestMs: 10_000, drainMs: 5_000 };

export interface HttpServer {
  /** The address that is being listened on, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  /** Accepts nothing more, finishes what is in flight, and resolves when every socket is gone. */
  close(): Promise<void>;
}

/** Opens the routes to the network. "run.port-taken" or "config.invalid" when the address cannot be had. */
export async function openHttp(options: HttpOptions): Promise<HttpServer> {
  options.signal.throwIfAborted();
  const limits = { ...LIMITS, ...options.limits };
  const app = bareServer(limits);
  let draining = false;
  const routes = [...healthRoutes(options.readiness, () => draining), ...options.routes];
  app.addHook("onSend", (_request, reply, _payload, done) => {
    // A client that keeps its connection would keep us from closing.
    if (draining) void reply.header("connection", "close");
    done();
  });
  for (const route of routes) addRoute(app, route, options.log);
  refuseAllElse(app, routes, options.log);
  const endAccepting = await (options.socketPath === undefined
    ? listen(app, options.host, options.port)
    : listenLocally(app, options.socketPath));

  let closed: Promise<void> | undefined;
  const close = () => {
    draining = true;
    closed ??= drain(app, endAccepting, limits.drainMs, options.log);
    return closed;
  };
  options.signal.addEventListener("abort", () => void close(), { once: true });
  if (options.signal.aborted) await close();
  const port = portOf(app);
  return {
    url: `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`,
    port,
    close,
  };
}

function bareServer(limits: HttpLimits): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    // Node looks for slow clients at this interval only; its own 30 s would triple the limits.
    http: {
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: Math.min(1_000, limits.headersMs),
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  return app;
}

function addRoute(app: FastifyInstance, route: Route, log: Log): void {
  app.route({
    method: route.method,
    url: route.path,
    handler: async (request, reply) => {
      const answer = await answerOf(route, request, log);
      return send(reply, answer);
    },
  });
}

async function answerOf(route: Route, request: FastifyRequest, log: Log): Promise<DoorAnswer> {
  try {
    return await route.handle({
      path: pathOf(request.url),
      query: queryOf(request.url),
      headers: joined(request.headers),
      raw: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      peer: request.socket.remoteAddress ?? "",
    });
  } catch (thrown) {
    const error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    log.error("a request could not be handled", { path: route.path, error });
    return { status: 500, body: "Internal error." };
  }
}

function send(reply: FastifyReply, answer: DoorAnswer): FastifyReply {
  void reply.code(answer.status);
  for (const [name, value] of Object.entries(answer.headers ?? {})) void reply.header(name, value);
  if (answer.stream !== undefined) {
    const body = Readable.from(answer.stream, { objectMode: false });
    return reply.type(answer.contentType ?? "application/octet-stream").send(body);
  }
  if (answer.body === undefined) return reply.send();
  return reply.type(answer.contentType ?? "text/plain; charset=utf-8").send(answer.body);
}

function refuseAllElse(app: FastifyInstance, routes: readonly Route[], log: Log): void {
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request.url);
    const known = routes.filter((route) => isFor(route, path));
    if (known.length === 0) return send(reply, { status: 404, body: "Nothing here." });
    void reply.header("allow", known.map((route) => route.method).join(", "));
    return send(reply, { status: 405, body: "Not by this method." });
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    log.warn("a request was refused", { path: pathOf(request.url), status, reason: error.message });
    return send(reply, { status, body: status === 413 ? "Too large." : "Not understood." });
  });
}

function isFor({ path: wanted }: Route, path: string): boolean {
  return wanted.endsWith("/*") ? path.startsWith(wanted.slice(0, -1)) : path === wanted;
}

function pathOf(url: string): string {
  return url.split("?", 1)[0] ?? "";
}

function queryOf(url: string): string {
  const at = url.indexOf("?");
  return at < 0 ? "" : url.slice(at + 1);
}

function joined(headers: FastifyRequest["headers"]): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return result;
}

/** Listens, and gives what ends all that takes connections in beside the server itself. */
async function listen(app: FastifyInstance, host: string, port: number): Promise<() => Promise<void>> {
  try {
    if (!sharesPorts) {
      await app.listen({ host, port });
      return () => Promise.resolve();
    }
    const shared = { host, port: await findFree(host, port), reusePort: true };
    await app.listen(shared);
    return await acceptMore(app.server, host, shared.port);
  } catch (thrown) {
    await app.close();
    const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
    if (code === "EADDRINUSE") {
      throw new Failure("run.port-taken", `Port ${port} on ${host} is taken by another program.`, {
        fix: `End that program (another flexcord?), or have flexcord listen on another port.`,
        cause: thrown,
      });
    }
    if (code === "EACCES" || code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
      const why =
        code === "EACCES" ? "needs more rights than this user has" : "is no address of this machine";
      throw new Failure("config.invalid", `Cannot listen on port ${port} of ${host}: it ${why}.`, {
        fix: "Listen on a port above 1023, on 127.0.0.1 or 0.0.0.0.",
        cause: thrown,
      });
    }
    throw thrown;
  }
}

/** Whoever opens a socket at a path holds the lock that goes with it: what lies there is left over. */
async function listenLocally(app: FastifyInstance, path: string): Promise<() => Promise<void>> {
  const named = path.startsWith("\\\\.\\pipe\\");
  try {
    if (!named) rmSync(path, { force: true });
    await app.listen({ path, readableAll: false, writableAll: false });
    if (!named) chmodSync(path, 0o600);
    return () => Promise.resolve();
  } catch (thrown) {
    await app.close();
    throw new Failure("store.unavailable", "The control socket cannot be made.", {
      where: path,
      fix: "See that flexcord may write to the folder.",
      cause: thrown,
    });
  }
}

function portOf(app: FastifyInstance): number {
  const address = app.server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function drain(
  app: FastifyInstance,
  endAccepting: () => Promise<void>,
  drainMs: number,
  log: Log,
): Promise<void> {
  const cut = setTimeout(() => {
    log.warn("requests in flight were cut off", { after: drainMs });
    app.server.closeAllConnections();
  }, drainMs);
  try {
    await Promise.all([endAccepting(), app.close()]);
  } finally {
    clearTimeout(cut);
  }
}
