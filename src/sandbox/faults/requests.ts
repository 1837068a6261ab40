import { Readable } from "node:stream";

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import type { SandboxContext } from "../context.ts";
import { type Recorder, routeName, vendorAddress } from "../recording.ts";
import { refusalOf } from "./answers.ts";
import type { Fault } from "./faults.ts";

/**
 * Lets rules strike requests to the vendors: some before the work is done, some when only the answer is
 * still to leave. Must be registered after the recording, so that the tape shows what was done.
 */
export function befallRequests(app: FastifyInstance, context: SandboxContext, recorder: Recorder): void {
  const struck = new WeakMap<FastifyRequest, Fault>();
  app.addHook("preHandler", async (request, reply) => {
    const address = vendorAddress(request.url);
    if (address === null) return undefined;
    const fault = context.faults.strike({
      ...address,
      method: request.method,
      route: routeName(request) ?? "",
      body: typeof request.body === "string" ? request.body : "",
    });
    if (fault === null) return undefined;
    struck.set(request, fault);
    recorder.mark(request, fault.label);
    const refusal = refusalOf(address.vendor, fault.effect);
    if (refusal !== null) return reply.code(refusal.status).headers(refusal.headers).send(refusal.body);
    return before(context, recorder, fault, request, reply);
  });
  app.addHook("onSend", async (request, reply, payload) => {
    const fault = struck.get(request);
    return fault === undefined ? payload : after(context, fault, request, reply, payload);
  });
}

async function before(
  context: SandboxContext,
  recorder: Recorder,
  { effect, hold }: Fault,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  if (!("when" in effect) || effect.when !== "before") return undefined;
  const { socket } = request.raw;
  if (effect.kind === "delay") await pause(context, effect.ms);
  if (effect.kind === "hold") await hold(goneWith(request, context));
  if (effect.kind !== "drop" && !socket.destroyed) return undefined;
  // Nobody is there to hear the answer, and the vendor never got to the work.
  recorder.unanswered(request, "dropped before the work was done");
  socket.destroy();
  return reply.hijack();
}

async function after(
  context: SandboxContext,
  { effect, hold }: Fault,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  if ("when" in effect && effect.when === "after") {
    if (effect.kind === "delay") await pause(context, effect.ms);
    if (effect.kind === "hold") await hold(goneWith(request, context));
    if (effect.kind === "drop") request.raw.socket.destroy();
    return payload;
  }
  const text = typeof payload === "string" ? payload : "";
  if (effect.kind === "truncate") return text.slice(0, Math.floor(text.length / 2));
  if (effect.kind !== "drip") return payload;
  void reply.removeHeader("content-length");
  return Readable.from(drip(context, text, effect.ms));
}

async function* drip(context: SandboxContext, text: string, ms: number): AsyncGenerator<Buffer> {
  for (const byte of Buffer.from(text)) {
    yield Buffer.of(byte);
    await pause(context, ms);
  }
}

function pause(context: SandboxContext, ms: number): Promise<void> {
  return new Promise((resolve) => {
    context.after(ms, resolve);
    context.closing.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Aborted when the client's connection is gone, or the sandbox closes. */
function goneWith(request: FastifyRequest, context: SandboxContext): AbortSignal {
  const gone = new AbortController();
  const { socket } = request.raw;
  if (socket.destroyed) gone.abort();
  socket.once("close", () => gone.abort());
  return AbortSignal.any([gone.signal, context.closing]);
}
