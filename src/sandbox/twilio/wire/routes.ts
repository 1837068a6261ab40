import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ApiError, errorBody } from "./api-error.ts";
import { readForm, type Form } from "./form.ts";
import type { TwilioReady } from "../../imitation.ts";

/** One request, as a handler sees it. */
export interface Call {
  /** A parameter of the path. */
  path(name: string): string;
  /** The path below the host and its version, as errors quote it. */
  readonly resource: string;
  readonly query: Form;
  readonly form: Form;
  /** The parsed body, when it was JSON. */
  readonly json: unknown;
  header(name: string): string | undefined;
  /** The address as the vendor would print it: https, its own host. */
  readonly address: string;
  /** Sets a header of the answer. */
  answerHeader(name: string, value: string): void;
}

export type Handler = (call: Call) => unknown;

/** Routes of one Twilio host; each answers the status Twilio gives to that kind of call. */
export interface HostRoutes {
  get(path: string, handler: Handler): void;
  /** POST that answers 201. */
  create(path: string, handler: Handler): void;
  /** POST that answers 200. */
  update(path: string, handler: Handler): void;
  /** DELETE that answers 204. */
  remove(path: string, handler: Handler): void;
}

export function hostRoutes(app: FastifyInstance, host: string): HostRoutes {
  const add = (method: "GET" | "POST" | "DELETE", path: string, status: number, handler: Handler) => {
    app.route({
      method,
      url: `/${host}${path}`,
      handler: async (request, reply) => {
        const answer = await handler(readCall(request, reply, host));
        await reply.code(status).send(answer);
      },
    });
  };
  return {
    get: (path, handler) => add("GET", path, 200, handler),
    create: (path, handler) => add("POST", path, 201, handler),
    update: (path, handler) => add("POST", path, 200, handler),
    remove: (path, handler) =>
      add("DELETE", path, 204, async (call) => {
        await handler(call);
      }),
  };
}

/** What all Twilio hosts have in common: form bodies, basic authentication, error bodies. */
export function prepareVendorScope(
  scope: FastifyInstance,
  ready: TwilioReady,
  credentials: { readonly accepted: boolean },
): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  scope.addHook("onRequest", async (request) => {
    if (!credentials.accepted || !isAuthentic(request.headers.authorization, ready))
      throw new ApiError(401, 20003, "Authenticate");
  });
  scope.setErrorHandler(async (error, _request, reply) => {
    const refused =
      error instanceof ApiError
        ? error
        : new ApiError(500, 20500, error instanceof Error ? (error.stack ?? error.message) : String(error));
    await reply.code(refused.status).send(errorBody(refused));
  });
}

function readCall(request: FastifyRequest, reply: FastifyReply, host: string): Call {
  const parameters = request.params as Readonly<Record<string, string>>;
  const below = request.url.slice(request.url.indexOf(`/${host}`) + host.length + 1);
  const address = `https://${host}${below}`;
  const body = typeof request.body === "string" ? request.body : "";
  const isJson = request.headers["content-type"]?.includes("json") ?? false;
  return {
    path(name) {
      const value = parameters[name];
      if (value === undefined) throw new Error(`the route has no parameter ${name}`);
      return value;
    },
    resource: new URL(address).pathname.replace(/^\/v\d/, ""),
    query: readForm(new URL(address).searchParams),
    form: readForm(new URLSearchParams(isJson ? "" : body)),
    json: isJson ? parseBody(body) : undefined,
    header(name) {
      const value = request.headers[name.toLowerCase()];
      return Array.isArray(value) ? value[0] : value;
    },
    address,
    answerHeader: (name, value) => void reply.header(name, value),
  };
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ApiError(400, 20001, "The body is not valid JSON");
  }
}

/** An API key with its secret, or the account's SID with its auth token. */
function isAuthentic(header: string | undefined, ready: TwilioReady): boolean {
  if (header?.startsWith("Basic ") !== true) return false;
  const given = Buffer.from(header.slice("Basic ".length), "base64");
  const accepted = [`${ready.apiKey}:${ready.apiSecret}`, `${ready.accountSid}:${ready.authToken}`];
  return accepted.some((pair) => {
    const wanted = Buffer.from(pair);
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  });
}
