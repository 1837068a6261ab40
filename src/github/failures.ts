import { Failure, type FailureCode, type FailureDetails } from "../domain/failure.ts";
import type { GitHubAnswer } from "./exchange.ts";
import { fieldOf, textOf } from "./shapes.ts";

/**
 * What an answer of GitHub that is none means. Limits come as 403 or 429: with Retry-After, with x-ratelimit-remaining
 * of 0 and the time of the reset, or with words alone (docs.github.com, rate limits for the REST API).
 */
export function answerFailure(answer: GitHubAnswer, doing: string): Failure {
  const { status } = answer;
  const said = textOf(fieldOf(answer.body, "message")).slice(0, 200);
  const failed = (code: FailureCode, details: FailureDetails = {}) =>
    new Failure(code, `GitHub answered ${status} to ${doing}${said === "" ? "" : `: ${said}`}`, details);
  if (isLimit(answer, said)) {
    const retryAfterMs = askedWait(answer.headers);
    return failed("tracker.rate-limited", retryAfterMs === null ? {} : { retryAfterMs });
  }
  if (status >= 500) return failed("tracker.unavailable");
  if (status === 401) return failed("tracker.auth", { fix: CHECK_TOKEN });
  if (status === 403) {
    return /\blocked\b/iu.test(said)
      ? failed("tracker.refused")
      : failed("tracker.auth", { fix: CHECK_TOKEN });
  }
  if (status === 404 || status === 410 || (status >= 300 && status < 400))
    return failed("tracker.not-found", { fix: CHECK_REPOSITORY });
  return failed("tracker.refused");
}

const CHECK_TOKEN = "Give flexcord a GITHUB_TOKEN that may read and write the issues of the repository.";
const CHECK_REPOSITORY =
  "See that the repository is there under this name, has issues, and that GITHUB_TOKEN may see it.";

function isLimit({ status, headers }: GitHubAnswer, said: string): boolean {
  if (status === 429) return true;
  const words = /rate limit|abuse detection|submitted too quickly/iu.test(said);
  if (status === 422) return words;
  if (status !== 403) return false;
  return words || headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0";
}

/** Milliseconds; null when nothing was asked for. The reset is told by GitHub's clock, as the answer's date is. */
function askedWait(headers: Headers): number | null {
  const seconds = headers.get("retry-after") ?? "";
  if (/^\d{1,7}$/u.test(seconds)) return Number(seconds) * 1000;
  const reset = headers.get("x-ratelimit-reset") ?? "";
  const now = Date.parse(headers.get("date") ?? "");
  if (headers.get("x-ratelimit-remaining") !== "0" || !/^\d{1,12}$/u.test(reset) || Number.isNaN(now))
    return null;
  // Both are in whole seconds.
  return Math.max(0, Number(reset) * 1000 - now) + 1000;
}

const NEVER_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

export function networkFailure(thrown: unknown, timedOut: boolean, doing: string): Failure {
  if (thrown instanceof Failure) return thrown;
  if (timedOut)
    return new Failure("network.timeout", `GitHub did not answer in time to ${doing}.`, { cause: thrown });
  const code = codeOf(thrown);
  if (code !== null && NEVER_CONNECTED.has(code))
    return new Failure("network.unreachable", `GitHub cannot be reached to ${doing} (${code}).`, {
      cause: thrown,
    });
  return new Failure("network.reset", `The connection to GitHub broke (${code ?? "?"}) during ${doing}.`, {
    cause: thrown,
  });
}

/** The first code among an error, its attempts at several addresses, and its causes. */
function codeOf(thrown: unknown): string | null {
  if (!(thrown instanceof Error)) return null;
  if ("code" in thrown && typeof thrown.code === "string") return thrown.code;
  const attempts: readonly unknown[] = thrown instanceof AggregateError ? thrown.errors : [];
  return attempts.map(codeOf).find((code) => code !== null) ?? codeOf(thrown.cause);
}
