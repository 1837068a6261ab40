import { request as plainRequest, type IncomingMessage } from "node:http";
import { request as tlsRequest } from "node:https";
import { isIP } from "node:net";
import { createGunzip } from "node:zlib";
import { Failure } from "../domain/failure.ts";
import { isPublicAddress } from "./address.ts";
import { checkedLookup, privateAddress, type Resolve } from "./checked-lookup.ts";

export interface GetOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** Whether private addresses are in order. */
  readonly trusted: boolean;
  readonly resolve: Resolve;
  readonly signal: AbortSignal;
}

export interface Got {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** A feed of the largest publishers is below one megabyte. */
const MOST_BYTES = 5 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

/**
 * Gets one document, following nothing. Rejects with "feed.refused" for an address that is not public and for a
 * document that is too large, packed or not; with "feed.unavailable" when nobody answers well.
 */
export async function get(url: URL, options: GetOptions): Promise<Got> {
  const { trusted, resolve, signal } = options;
  const host = url.hostname.replace(/^\[|\]$/gu, "");
  // An address needs no look-up, so none would be checked.
  if (!trusted && isIP(host) !== 0 && !isPublicAddress(host)) throw privateAddress(host);
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await new Promise<IncomingMessage>((done, failed) => {
      const request = url.protocol === "https:" ? tlsRequest : plainRequest;
      request(url, {
        // A connection of its own: a kept one was made for another check.
        agent: false,
        headers: { "accept-encoding": "gzip", ...options.headers },
        signal: AbortSignal.any([signal, timeout]),
        ...(trusted ? {} : { lookup: checkedLookup(resolve) }),
      })
        .once("response", done)
        .once("error", failed)
        .end();
    });
    const { statusCode: status = 0, headers } = response;
    return { status, headers, body: await bodyOf(response, url) };
  } catch (thrown) {
    signal.throwIfAborted();
    throw getFailure(thrown, url, timeout.aborted);
  }
}

async function bodyOf(response: IncomingMessage, { host }: URL): Promise<Buffer> {
  const encoding = response.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding !== "identity" && encoding !== "gzip") {
    response.destroy();
    throw new Failure("feed.invalid", `A source packs its answer as ${encoding}, which nobody asked for.`, {
      where: host,
    });
  }
  const unpacked = encoding === "gzip" ? createGunzip() : null;
  if (unpacked !== null) {
    response.once("error", (error) => unpacked.destroy(error));
    response.pipe(unpacked);
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of unpacked ?? response) {
      const piece = chunk as Buffer;
      bytes += piece.length;
      if (bytes > MOST_BYTES) throw tooLarge(host);
      chunks.push(piece);
    }
  } finally {
    response.destroy();
  }
  return Buffer.concat(chunks);
}

const tooLarge = (host: string): Failure =>
  new Failure("feed.refused", `A source's document is larger than ${MOST_BYTES / 1024 / 1024} MB.`, {
    where: host,
    fix: "Name a feed that holds the newest items alone.",
  });

function getFailure(thrown: unknown, { host }: URL, timedOut: boolean): Failure {
  if (thrown instanceof Failure) return thrown;
  const why = timedOut ? "does not answer in time" : "cannot be reached";
  return new Failure("feed.unavailable", `A source ${why}.`, { where: host, cause: thrown });
}
