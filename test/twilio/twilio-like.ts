import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it reached the server: host as in `https://HOST/path`. */
export interface Call {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What to do instead of answering: nothing ever, or cut the line. */
export type Fault = "silence" | "reset";

export interface TwilioLike {
  /** For `FLEXCORD_TWILIO_API`. */
  readonly api: string;
  readonly calls: Call[];
  close(): Promise<void>;
}

/** A server on loopback that answers Twilio's hosts below `/twilio/HOST/`. */
export async function twilioLike(
  answer: (call: Call) => Answer | Fault | Promise<Answer | Fault>,
): Promise<TwilioLike> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void serve(request, response);
  });
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    calls.push(call);
    respond(response, await answer(call));
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    api: `http://127.0.0.1:${port}/twilio`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? "", "http://127.0.0.1");
  const [, , host = "", ...rest] = url.pathname.split("/");
  return {
    method: request.method ?? "",
    host,
    path: `/${rest.join("/")}`,
    query: url.searchParams,
    form: new URLSearchParams(Buffer.concat(chunks).toString()),
    headers: request.headers,
  };
}

function respond(response: ServerResponse, answer: Answer | Fault): void {
  if (answer === "silence") return;
  if (answer === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
  response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? null));
}

/** Twilio's error body. */
export function refusal(status: number, code: number, message: string): Answer {
  return {
    status,
    body: { status, code, message, more_info: `https://www.twilio.com/docs/errors/${code}` },
  };
}

let counted = 0;

/** A SID that nobody else has. */
export function sid(prefix: string): string {
  counted += 1;
  return prefix + counted.toString(16).padStart(32, "0");
}
