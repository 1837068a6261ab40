import { request as plainRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as tlsRequest } from "node:https";
import { Failure } from "../domain/failure.ts";

/** Where a server is asked: at an address, or at a socket of this machine. */
export type Place = { readonly url: string } | { readonly socketPath: string };

export interface Asking {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 30_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** Posts once. Rejects with "network.unreachable", "network.timeout" or "network.reset"; any status is an answer. */
export async function post(
  place: Place,
  { path, headers, body, signal }: Asking,
): Promise<{ readonly status: number; readonly body: string }> {
  const asking = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const options: RequestOptions = { method: "POST", headers, signal: asking };
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request =
        "url" in place
          ? requestOf(place.url)(`${place.url}${path}`, options)
          : plainRequest({ ...options, socketPath: place.socketPath, path });
      request.once("response", resolve).once("error", reject).end(body);
    });
    return { status: response.statusCode ?? 0, body: await textOf(response) };
  } catch (thrown) {
    signal.throwIfAborted();
    throw networkFailure(thrown, "url" in place ? place.url : place.socketPath, asking.aborted);
  }
}

const requestOf = (url: string) => (url.startsWith("https:") ? tlsRequest : plainRequest);

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const piece = chunk as Buffer;
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new Error("the answer is too large");
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function networkFailure(thrown: unknown, where: string, timedOut: boolean): Failure {
  const details = { where, cause: thrown };
  if (timedOut) return new Failure("network.timeout", "The daemon did not answer in time.", details);
  const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
  if (code === "ECONNRESET" || code === "EPIPE")
    return new Failure("network.reset", "The connection to the daemon was cut.", details);
  return new Failure("network.unreachable", "The daemon cannot be reached.", {
    ...details,
    fix: "See that it runs and listens there: bridge.operator.listen in its config.",
  });
}
