import type { Fault } from "../faults/faults.ts";
import { sign } from "./signature.ts";
import type { Runtime } from "./runtime.ts";

export interface CallbackRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /** Names it on the tape, such as `webhook onMessageAdded`. */
  readonly route: string;
}

export interface CallbackAnswer {
  /** 0 when no answer came. */
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** Why no answer came; "lost" is a call that was never made. */
  readonly failure?: "connect" | "timeout" | "lost";
}

/**
 * Calls somebody outside, once unless a fault says otherwise, and puts every call on the tape whatever comes
 * of it. Never rejects.
 */
export async function callOut(runtime: Runtime, request: CallbackRequest): Promise<CallbackAnswer> {
  const fault = runtime.context.faults.strike({
    vendor: "callback",
    method: request.method,
    path: new URL(request.url).pathname,
    route: request.route,
    body: request.body ?? "",
  });
  if (fault === null) {
    const answer = await callOnce(runtime, request);
    runtime.passed();
    return answer;
  }
  return befallen(runtime, request, fault);
}

async function befallen(
  runtime: Runtime,
  request: CallbackRequest,
  { effect, label }: Fault,
): Promise<CallbackAnswer> {
  const call = () => callOnce(runtime, request, label);
  const fail = (failure: "connect" | "lost") =>
    record(runtime, request, { status: 0, contentType: "", body: "", failure }, label);
  if (effect.kind === "lose") return fail("lost");
  if (effect.kind === "drop") {
    // The answer is lost on its way back, or the connection never came about.
    if (effect.when === "after") await call();
    return fail("connect");
  }
  if (effect.kind === "delay") await new Promise<void>((resolve) => runtime.after(effect.ms, resolve));
  if (effect.kind === "reorder") await runtime.untilPassed();
  const more = effect.kind === "duplicate" ? Array.from({ length: effect.times - 1 }, call) : [];
  const [answer] = await Promise.all([call(), ...more]);
  return answer;
}

async function callOnce(runtime: Runtime, request: CallbackRequest, fault?: string): Promise<CallbackAnswer> {
  const at = runtime.context.now();
  const closing = AbortSignal.any([runtime.closing, runtime.context.closing]);
  return record(runtime, request, await attempt(request, closing), fault, at);
}

function record(
  { context }: Runtime,
  request: CallbackRequest,
  answer: CallbackAnswer,
  fault?: string,
  at: number = context.now(),
): CallbackAnswer {
  const url = new URL(request.url);
  context.tape.record({
    at,
    vendor: "callback",
    method: request.method,
    host: url.host,
    path: url.pathname,
    query: url.search.replace(/^\?/, ""),
    requestHeaders: request.headers,
    requestBody: request.body ?? "",
    status: answer.status,
    responseBody: answer.body,
    ms: context.now() - at,
    route: request.route,
    ...(answer.failure === undefined ? {} : { error: answer.failure }),
    ...(fault === undefined ? {} : { fault }),
  });
  return answer;
}

async function attempt(request: CallbackRequest, closing: AbortSignal): Promise<CallbackAnswer> {
  const timeout = AbortSignal.timeout(request.timeoutMs);
  try {
    const { url, headers } = asFetched(request);
    const response = await fetch(url, {
      method: request.method,
      headers,
      signal: AbortSignal.any([timeout, closing]),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const body = await response.text();
    return { status: response.status, contentType: response.headers.get("content-type") ?? "", body };
  } catch {
    return { status: 0, contentType: "", body: "", failure: timeout.aborted ? "timeout" : "connect" };
  }
}

/**
 * `https://user:password@host` becomes basic authentication: fetch takes no such address. Each call has a
 * connection of its own, so that none is lost with one that the receiver was about to close.
 */
function asFetched(request: CallbackRequest): { readonly url: URL; readonly headers: Headers } {
  const url = new URL(request.url);
  const headers = new Headers({ ...request.headers, connection: "close" });
  if (url.username !== "") {
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers.set("authorization", `Basic ${Buffer.from(pair).toString("base64")}`);
    url.username = "";
    url.password = "";
  }
  return { url, headers };
}

/** A signed form, as Conversations and TaskRouter send it. What stands behind a # is never sent nor signed. */
export function signedForm(
  runtime: Runtime,
  spec: {
    readonly url: string;
    readonly method: "GET" | "POST";
    readonly fields: Readonly<Record<string, string>>;
    readonly timeoutMs: number;
    readonly route: string;
  },
): CallbackRequest {
  const fields = new URLSearchParams(spec.fields);
  const plain = spec.url.replace(/#.*$/, "");
  const isGet = spec.method === "GET";
  const url = isGet ? `${plain}${plain.includes("?") ? "&" : "?"}${fields.toString()}` : plain;
  const headers: Record<string, string> = {
    "user-agent": "TwilioProxy/1.1",
    "x-twilio-signature": sign(runtime.ready.authToken, url, isGet ? new URLSearchParams() : fields),
  };
  if (!isGet) headers["content-type"] = "application/x-www-form-urlencoded; charset=UTF-8";
  return {
    method: spec.method,
    url,
    headers,
    timeoutMs: spec.timeoutMs,
    route: spec.route,
    ...(isGet ? {} : { body: fields.toString() }),
  };
}
