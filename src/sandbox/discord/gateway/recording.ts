import type { SandboxContext } from "../../context.ts";
import { isRecord, type Payload } from "./protocol.ts";

const HOST = "gateway.discord.gg";

/** Puts one dispatch on the tape, as it was sent to one session. */
export function recordDispatch(
  context: SandboxContext,
  { sessionId, sequence, event, text }: SentDispatch,
  fault?: string,
): void {
  record(context, {
    method: "DISPATCH",
    path: event,
    query: `session_id=${sessionId}&s=${sequence}`,
    requestBody: text,
    ...(fault === undefined ? {} : { fault }),
  });
}

/** Puts a dispatch on the tape that a fault kept from being sent. */
export function recordLost(
  context: SandboxContext,
  { sessionId, event, data }: { readonly sessionId: string; readonly event: string; readonly data: object },
  fault: string,
): void {
  const requestBody = JSON.stringify({ t: event, d: data });
  const query = `session_id=${sessionId}`;
  record(context, { method: "DISPATCH", path: event, query, requestBody, error: "lost", fault });
}

interface SentDispatch {
  readonly sessionId: string;
  readonly sequence: number;
  readonly event: string;
  readonly text: string;
}

/** Puts what a client sent on the tape, without its token. */
export function recordRequest(
  context: SandboxContext,
  method: string,
  payload: Payload,
  error?: string,
): void {
  const d = isRecord(payload.d) ? { ...payload.d, token: "***" } : payload.d;
  record(context, {
    method,
    path: "/",
    query: "",
    requestBody: JSON.stringify({ op: payload.op, d }),
    ...(error === undefined ? {} : { error }),
  });
}

/** Puts the end of a connection on the tape; `status` is its close code. */
export function recordClose(context: SandboxContext, sessionId: string | null, code: number): void {
  const query = sessionId === null ? "" : `session_id=${sessionId}`;
  record(context, { method: "CLOSE", path: "/", query, requestBody: "", status: code });
}

function record(
  context: SandboxContext,
  entry: {
    readonly method: string;
    readonly path: string;
    readonly query: string;
    readonly requestBody: string;
    readonly status?: number;
    readonly error?: string;
    readonly fault?: string;
  },
): void {
  context.tape.record({
    at: context.now(),
    vendor: "gateway",
    host: HOST,
    requestHeaders: {},
    status: 0,
    responseBody: "",
    ms: 0,
    ...entry,
  });
}
