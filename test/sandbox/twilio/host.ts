import fastify, { type FastifyInstance } from "fastify";
import twilio from "twilio";
import type { SandboxContext } from "../../../src/sandbox/context.ts";
import { createTape, type Tape } from "../../../src/sandbox/tape.ts";
import { createTwilio, type TwilioImitation } from "../../../src/sandbox/twilio/twilio.ts";
import { Receiver } from "./receiver.ts";

/** The Twilio half of the sandbox on a socket, with the least of a frame around it. */
export interface Host extends AsyncDisposable {
  readonly url: string;
  readonly imitation: TwilioImitation;
  readonly tape: Tape;
  /** The real SDK, with every host of Twilio's led here. */
  readonly client: twilio.Twilio;
  clientAs(user: string, password: string): twilio.Twilio;
  /** A server that takes callbacks. */
  readonly receiver: Receiver;
  control<Answer = Record<string, unknown>>(
    method: "GET" | "POST" | "PUT",
    path: string,
    body?: unknown,
  ): Promise<Answer>;
}

export async function startHost(): Promise<Host> {
  const closing = new AbortController();
  const tape = createTape(() => {});
  let url = "";
  const context: SandboxContext = {
    tape,
    seed: "test",
    now: () => Date.now(),
    after(ms, ring) {
      const timer = setTimeout(() => closing.signal.aborted || ring(), ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
    baseUrl: () => url,
    changed: () => {},
    closing: closing.signal,
  };
  const imitation = createTwilio(context);
  const app = fastify();
  recordRequests(app, tape);
  await app.register(async (scope) => imitation.register(scope), { prefix: "/twilio" });
  await app.register(async (scope) => imitation.registerControl(scope), { prefix: "/control/flex" });
  url = await app.listen({ host: "127.0.0.1", port: 0 });
  const receiver = await Receiver.start();
  const { accountSid, apiKey, apiSecret } = imitation.ready;
  const clientAs = (user: string, password: string) =>
    twilio(user, password, { accountSid, httpClient: new LocalClient(`${url}/twilio`) });
  return {
    url,
    imitation,
    tape,
    client: clientAs(apiKey, apiSecret),
    clientAs,
    receiver,
    async control<Answer>(method: string, path: string, body?: unknown) {
      const response = await fetch(`${url}/control/flex${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      });
      const answer: unknown = await response.json();
      if (!response.ok) throw new Error(`${response.status}: ${JSON.stringify(answer)}`);
      return answer as Answer;
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      await app.close();
      await receiver.close();
    },
  };
}

type RequestOptions<T> = Parameters<typeof twilio.RequestClient.prototype.request<T>>[0];
type Response<T> = Awaited<ReturnType<typeof twilio.RequestClient.prototype.request<T>>>;

/** `https://conversations.twilio.com/v1/X` becomes `<base>/conversations.twilio.com/v1/X`. */
class LocalClient extends twilio.RequestClient {
  readonly #base: string;

  constructor(base: string) {
    super();
    this.#base = base;
  }

  override request<T>(options: RequestOptions<T>): Promise<Response<T>> {
    const { hostname, pathname, search } = new URL(options.uri);
    return super.request<T>({ ...options, uri: `${this.#base}/${hostname}${pathname}${search}` });
  }
}

function recordRequests(app: FastifyInstance, tape: Tape): void {
  app.addHook("onSend", async (request, reply, payload) => {
    const url = new URL(request.url, "http://sandbox");
    const [, vendor = "", host = "", ...path] = url.pathname.split("/");
    if (vendor !== "twilio") return payload;
    tape.record({
      at: Date.now(),
      vendor: "twilio",
      method: request.method,
      host,
      path: `/${path.join("/")}`,
      query: url.search.slice(1),
      requestHeaders: {},
      requestBody: typeof request.body === "string" ? request.body : "",
      status: reply.statusCode,
      responseBody: typeof payload === "string" ? payload : "",
      ms: 0,
      route: request.routeOptions.url ?? "",
    });
    return payload;
  });
}

/** Waits until `look` finds something; fails when it takes longer than anything here should. */
export async function until<Found>(
  look: () => Found | undefined | false | Promise<Found | undefined | false>,
  what: string,
): Promise<Found> {
  const deadline = Date.now() + 8_000;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`waited in vain for ${what}`);
}

/** Long enough for everything the imitation does "soon" to have happened. */
export function quiet(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 120));
}
