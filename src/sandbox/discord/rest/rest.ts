import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import type { FileRequest, FileStore } from "../../files.ts";
import { type Audited, decodeReason } from "../guild/audit-log.ts";
import { DiscordError, refusal } from "./errors.ts";
import { invalidForm } from "./form-errors.ts";
import type { AuditEntry } from "../guild/model.ts";
import type { Grant } from "../oauth/grants.ts";
import type { RateLimiter, RateLimitVerdict } from "./rate-limits.ts";
import { SublimitError } from "./sublimit.ts";
import { isSnowflake } from "../snowflake.ts";
import { readUpload } from "../messages/uploads.ts";

/** One request, after authentication and with its ids checked. */
export interface Call {
  /** A path parameter of the route. */
  param(name: string): string;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** As text; the route reads its form from it. */
  readonly body: string;
  /** Whose own token came with it; null for the bot's. */
  readonly userId: string | null;
  /** What was uploaded beside it. */
  readonly files: readonly FileRequest[];
}

export interface Answer {
  readonly status: 200 | 201 | 204;
  readonly body?: object;
}

/** One emulated route. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below /api/v10, with parameters as `:channel_id`. */
  readonly path: string;
  /** What a person's own token must have been given for to ask here; absent where only the bot may. */
  readonly userScope?: "identify" | "guilds.members.read";
  /** True where bots may not ask. */
  readonly usersOnly?: true;
  /** True where the path holds a token of its own and no Authorization is needed. */
  readonly tokenInPath?: true;
  /** What the server's audit log says once it was done. */
  readonly audited?: Audited;
  answer(call: Call): Answer;
}

export const ok = (body: object): Answer => ({ status: 200, body });
export const created = (body: object): Answer => ({ status: 201, body });
export const noContent: Answer = { status: 204 };

const PREFIX = "/discord/api/v10";

type Done = Pick<AuditEntry, "action" | "targetId" | "reason">;

interface Serving {
  readonly isToken: (token: string) => boolean;
  /** What somebody agreed to, by the token that came of it. */
  readonly grantOf: (token: string) => Grant | undefined;
  readonly limiter: RateLimiter;
  readonly files: FileStore;
  /** Writes into the server's audit log. */
  readonly record: (done: Done) => void;
}

/** Serves the routes below /discord/api/v10, with Discord's authentication, limits and error bodies. */
export function serveRoutes(
  app: FastifyInstance,
  routes: readonly Route[],
  { limiter, files, record, ...tokens }: Serving,
): void {
  app.register(
    async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
      scope.addContentTypeParser("multipart/form-data", { parseAs: "buffer" }, (_request, body, done) =>
        done(null, body),
      );
      scope.setErrorHandler((error, _request, reply) => answerError(error, reply));
      for (const route of routes) {
        scope.route({
          method: route.method,
          url: route.path,
          handler: async (request, reply) => {
            const userId = route.tokenInPath === true ? null : askerOf(request, route, tokens);
            const verdict = limiter.take(route, request.params as Readonly<Record<string, string>>);
            addLimitHeaders(reply, verdict);
            if (verdict.state === "exhausted") {
              return answerExhausted(reply, verdict.resetAfterMs, verdict.scope);
            }
            const { status, body } = route.answer(await readCall(request, files, userId));
            if (route.audited !== undefined) record(auditOf(route.audited, request, body));
            return reply.code(status).send(body);
          },
        });
      }
    },
    { prefix: PREFIX },
  );
}

function auditOf(
  { action, target }: Audited,
  request: FastifyRequest,
  answer: { readonly id?: string } | undefined,
): Done {
  const params = request.params as Readonly<Record<string, string | undefined>>;
  const made = answer?.id;
  const reason = request.headers["x-audit-log-reason"];
  return {
    action,
    targetId: (target === undefined ? made : params[target]) ?? null,
    reason: decodeReason(typeof reason === "string" ? reason : undefined),
  };
}

/** Whose own token it is; null for the bot's. */
function askerOf(
  request: FastifyRequest,
  { userScope, usersOnly }: Route,
  { isToken, grantOf }: Pick<Serving, "isToken" | "grantOf">,
): string | null {
  const [kind, token = ""] = (request.headers.authorization ?? "").split(" ");
  if (kind === "Bot" && isToken(token)) {
    if (usersOnly === true) throw refusal("botsMayNot");
    return null;
  }
  const grant = kind === "Bearer" && userScope !== undefined ? grantOf(token) : undefined;
  if (grant === undefined || userScope === undefined) throw refusal("unauthorized");
  if (!grant.scopes.includes(userScope)) throw refusal("missingScope");
  return grant.userId;
}

async function readCall(request: FastifyRequest, store: FileStore, userId: string | null): Promise<Call> {
  const params = request.params as Readonly<Record<string, string | undefined>>;
  for (const [name, value = ""] of Object.entries(params)) {
    if (name.endsWith("_id") && !isSnowflake(value)) {
      throw invalidForm([name], "NUMBER_TYPE_COERCE", `Value ${JSON.stringify(value)} is not snowflake.`);
    }
  }
  const { body, files } = Buffer.isBuffer(request.body)
    ? await readUpload(store, request.body, request.headers["content-type"] ?? "")
    : { body: typeof request.body === "string" ? request.body : "", files: [] };
  return {
    param: (name) => params[name] ?? "",
    query: request.query as Readonly<Record<string, string | undefined>>,
    body,
    files,
    userId,
  };
}

function addLimitHeaders(reply: FastifyReply, verdict: RateLimitVerdict): void {
  reply.headers({
    "x-ratelimit-limit": String(verdict.limit),
    "x-ratelimit-remaining": String(verdict.remaining),
    "x-ratelimit-reset": (verdict.resetAt / 1000).toFixed(3),
    "x-ratelimit-reset-after": (verdict.resetAfterMs / 1000).toFixed(3),
    "x-ratelimit-bucket": verdict.bucket,
  });
}

function answerExhausted(reply: FastifyReply, afterMs: number, scope: "user" | "global"): FastifyReply {
  const isGlobal = scope === "global";
  return reply
    .code(429)
    .headers({
      "retry-after": String(Math.ceil(afterMs / 1000)),
      "x-ratelimit-scope": scope,
      ...(isGlobal ? { "x-ratelimit-global": "true" } : {}),
    })
    .send({ message: "You are being rate limited.", retry_after: afterMs / 1000, global: isGlobal });
}

function answerError(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof SublimitError) return answerExhausted(reply, error.retryAfterMs, "user");
  if (error instanceof DiscordError) {
    const { message, code, errors, status } = error;
    return reply.code(status).send({ message, code, ...(errors === undefined ? {} : { errors }) });
  }
  const { message, statusCode = 500 } = error as Error & { readonly statusCode?: number };
  return reply.code(statusCode).send({ message, code: 0 });
}
