import { Readable } from "node:stream";

import type { FastifyInstance, FastifyRequest } from "fastify";

import type { Tape, TapeEntry } from "./tape.ts";

/** What of a request is known before it is answered. */
interface Arrival {
  readonly at: number;
  body: string;
  fault: string | null;
}

/** What others tell the recording about a request. */
export interface Recorder {
  /** Names the fault that befell the request. */
  mark(request: FastifyRequest, fault: string): void;
  /** Puts a request on the tape that gets no answer at all. */
  unanswered(request: FastifyRequest, error: string): void;
}

/** Files are not kept on the tape, only what is said beside them. */
function readable(bytes: Buffer, contentType: string): string {
  if (contentType.startsWith("multipart/")) {
    // discord.js puts it last, behind the files.
    const said = bytes.subarray(Math.max(0, bytes.lastIndexOf('name="payload_json"'))).toString("utf8");
    return PAYLOAD.exec(said)?.groups?.["json"] ?? "{}";
  }
  const isText = contentType === "" || /json|form-urlencoded/u.test(contentType);
  return isText ? bytes.toString("utf8") : `(${bytes.length} bytes of ${contentType})`;
}

const PAYLOAD = /^name="payload_json"\r\n(?:[^\r\n]+\r\n)*\r\n(?<json>.*)\r\n/u;

/** Where a request to the sandbox would have gone; null for what belongs to no vendor. */
interface VendorAddress {
  readonly vendor: "discord" | "twilio";
  readonly host: string;
  readonly path: string;
  readonly query: string;
}

/** Puts every vendor request and its answer on the tape, before the answer leaves. */
export function recordVendorRequests(app: FastifyInstance, tape: Tape, now: () => number): Recorder {
  const arrivals = new WeakMap<FastifyRequest, Arrival>();
  const record = (request: FastifyRequest, outcome: Pick<TapeEntry, "status" | "responseBody" | "error">) => {
    const address = vendorAddress(request.url);
    const arrival = arrivals.get(request);
    if (address === null || arrival === undefined) return;
    const { at, body: requestBody, fault } = arrival;
    const route = routeName(request);
    tape.record({
      at,
      ...address,
      method: request.method,
      requestHeaders: headersWithoutSecrets(request),
      requestBody,
      ms: now() - at,
      ...outcome,
      ...(route === null ? {} : { route }),
      ...(fault === null ? {} : { fault }),
    });
  };
  app.addHook("onRequest", async (request) => {
    arrivals.set(request, { at: now(), body: "", fault: null });
  });
  app.addHook("preParsing", async (request, _reply, payload) => {
    if (vendorAddress(request.url) === null) return payload;
    const chunks: Buffer[] = [];
    for await (const chunk of payload) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const arrival = arrivals.get(request);
    if (arrival !== undefined) arrival.body = readable(bytes, request.headers["content-type"] ?? "");
    return Object.assign(Readable.from([bytes], { objectMode: false }), {
      receivedEncodedLength: bytes.length,
    });
  });
  app.addHook("onSend", async (request, reply, payload) => {
    record(request, {
      status: reply.statusCode,
      responseBody: typeof payload === "string" ? payload : "",
    });
    return payload;
  });
  return {
    mark(request, fault) {
      const arrival = arrivals.get(request);
      if (arrival !== undefined) arrival.fault = fault;
    },
    unanswered: (request, error) => record(request, { status: 0, responseBody: "", error }),
  };
}

/** `/discord/api/v10/x` is discord.com's `/api/v10/x`; `/twilio/<host>/x` is that host's `/x`. */
export function vendorAddress(url: string): VendorAddress | null {
  const [path = "", query = ""] = url.split(/\?(.*)/su);
  if (path.startsWith("/discord/api/")) {
    return { vendor: "discord", host: "discord.com", path: path.slice("/discord".length), query };
  }
  const twilio = /^\/twilio\/(?<host>[^/]+)(?<path>\/.*)?$/u.exec(path)?.groups;
  if (twilio === undefined) return null;
  return { vendor: "twilio", host: twilio["host"] ?? "", path: twilio["path"] ?? "/", query };
}

/** Every imitated route, as `POST discord.com/channels/{channel_id}/messages`; grows as they are registered. */
export function listVendorRoutes(app: FastifyInstance): readonly string[] {
  const routes: string[] = [];
  app.addHook("onRoute", ({ method, url }) => {
    const host = vendorAddress(url)?.host;
    if (host !== undefined) routes.push(`${String(method)} ${host}${pathInNotation(url)}`);
  });
  return routes;
}

/** The route in the vendors' own notation; null when nothing imitates it. */
export function routeName(request: FastifyRequest): string | null {
  const pattern = request.routeOptions.url;
  if (pattern === undefined || request.is404) return null;
  return `${request.method} ${pathInNotation(pattern)}`;
}

function pathInNotation(pattern: string): string {
  const path = vendorAddress(pattern)?.path.replace(/^\/api\/v10/u, "") ?? pattern;
  return path.replaceAll(/:(\w+)/gu, "{$1}");
}

function headersWithoutSecrets(request: FastifyRequest): TapeEntry["requestHeaders"] {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined) continue;
    headers[name] = name === "authorization" ? "***" : String(value);
  }
  return headers;
}
