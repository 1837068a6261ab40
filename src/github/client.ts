import { asFailure, Failure } from "../domain/failure.ts";
import type { GitHubAnswer, GitHubRequest } from "./exchange.ts";
import { answerFailure, networkFailure } from "./failures.ts";

export interface GitHubOptions {
  /** The REST API: `https://api.github.com`, or `https://<host>/api/v3` of a server of one's own. */
  readonly api: string;
  /** Needs "Issues: read and write" of the repository. */
  readonly token: string;
  readonly version: string;
}

/** Asks GitHub once. Any status below 300 is an answer, and 304 when it was asked for; everything else a Failure. */
export type GitHubClient = (request: GitHubRequest, signal: AbortSignal) => Promise<GitHubAnswer>;

/** GitHub itself ends a request after ten seconds (docs.github.com, troubleshooting the REST API). */
const TIMEOUT_MS = 20_000;
/** Fifty issues whose texts are as long as GitHub allows. */
const MOST_BYTES = 32 * 1024 * 1024;
const API_VERSION = "2022-11-28";

export function createGitHubClient({ api, token, version }: GitHubOptions): GitHubClient {
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token}`,
    "user-agent": `flexcord/${version}`,
    "x-github-api-version": API_VERSION,
  };
  return async ({ method, path, body, etag }, signal) => {
    const address = path.startsWith("/") ? api + path : path;
    if (!address.startsWith(`${api}/`)) throw new Failure("tracker.refused", "GitHub names another server.");
    const doing = `${method} ${address.slice(api.length).split("?", 1)[0] ?? ""}`;
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const ask = async (): Promise<GitHubAnswer> => {
      const response = await fetch(address, {
        method,
        headers: {
          ...headers,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(etag === undefined ? {} : { "if-none-match": etag }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        // A token goes nowhere else.
        redirect: "manual",
        signal: AbortSignal.any([signal, timeout]),
      });
      return { status: response.status, headers: response.headers, body: await readJson(response) };
    };
    const answer = await ask().catch((thrown: unknown) => {
      signal.throwIfAborted();
      throw networkFailure(thrown, timeout.aborted, doing);
    });
    const isUnchanged = answer.status === 304 && etag !== undefined;
    if (isUnchanged || (answer.status >= 200 && answer.status < 300)) return answer;
    throw answerFailure(answer, doing);
  };
}

/** The address of the next page (RFC 8288); null at the last. */
export function nextPage({ headers }: GitHubAnswer): string | null {
  return /<([^>]+)>\s*;[^,]*\brel="next"/u.exec(headers.get("link") ?? "")?.[1] ?? null;
}

async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new Failure("tracker.unavailable", "GitHub's answer is too large.");
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  try {
    return JSON.parse(text) as unknown;
  } catch (thrown) {
    if (response.ok && text !== "") throw asFailure(thrown);
    return null;
  }
}
