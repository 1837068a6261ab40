import { Failure } from "../domain/failure.ts";
import type { EpochMs } from "../domain/ids.ts";
import type { Got } from "./get.ts";

/** What an answer without a document means. */
export function statusFailure({ status, headers }: Got, where: string, now: EpochMs): Failure {
  const retryAfterMs = askedWait(headers["retry-after"], headers["x-rate-limit-reset"], now);
  const details = { where, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
  if (status === 401 || status === 403) {
    const fix = "See that its address is public; of X, that X_BEARER_TOKEN is right and may read posts.";
    return new Failure("feed.auth", `A source does not let us read it (HTTP ${status}).`, {
      ...details,
      fix,
    });
  }
  if (status === 429) return new Failure("feed.rate-limited", "A source wants to be asked later.", details);
  return new Failure("feed.unavailable", `A source answers with HTTP ${status}.`, {
    ...details,
    ...(status === 404 || status === 410 ? { fix: "It is gone: name its new address, or take it out." } : {}),
  });
}

/** Retry-After in seconds or as a date (RFC 9110), or X's time of reset in seconds since 1970. */
function askedWait(
  retryAfter: string | undefined,
  reset: string | readonly string[] | undefined,
  now: EpochMs,
): number | null {
  const text = retryAfter?.trim() ?? "";
  const at = /^\d{1,9}$/u.test(text) ? now + Number(text) * 1000 : Date.parse(text);
  if (!Number.isNaN(at)) return Math.max(0, at - now);
  return typeof reset === "string" && /^\d{1,12}$/u.test(reset)
    ? Math.max(0, Number(reset) * 1000 - now)
    : null;
}
