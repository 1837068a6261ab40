import { Failure, type FailureCode, type FailureDetails } from "../domain/failure.ts";

/**
 * What the SDK threw, as a Failure. `doing` completes "Could not …", such as "create the task queue help".
 * Twilio's own words are quoted, since they say which parameter is at fault; where a parameter is a
 * member's text, `quote: false` leaves them out, because Twilio may repeat it.
 *
 * The SDK is not imported: what it throws is known by its shape (RestException, TwilioServiceException and
 * axios's errors of twilio 6).
 */
export function twilioFailure(
  thrown: unknown,
  doing: string,
  options: { readonly quote?: boolean } = {},
): Failure {
  if (thrown instanceof Failure) return thrown;
  const shape: Thrown = typeof thrown === "object" && thrown !== null ? thrown : {};
  if (typeof shape.status === "number") {
    const quote = options.quote ?? true;
    return refusal(shape, shape.status, doing, quote ? { cause: thrown } : null);
  }
  if (thrown instanceof SyntaxError) {
    return new Failure("twilio.unavailable", `Could not ${doing}: Twilio's answer is not JSON.`);
  }
  if (typeof shape.code === "string" && shape.code !== "ERR_INVALID_URL") {
    return networkFailure(shape.code, shape, doing);
  }
  if (thrown instanceof Error) {
    // Thrown by whoever reads an answer that Twilio would not give: the SDK, and we.
    return new Failure("twilio.unavailable", `Could not ${doing}: Twilio's answer could not be read.`, {
      cause: thrown,
    });
  }
  return new Failure("bug.unexpected", `Could not ${doing}.`, { cause: thrown });
}

interface Thrown {
  readonly status?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly retryAfterMs?: unknown;
}

function refusal(shape: Thrown, status: number, doing: string, quoted: { readonly cause: unknown } | null) {
  const number = typeof shape.code === "number" && shape.code > 0 ? shape.code : undefined;
  const answer = number === undefined ? `${status}` : `${status} (error ${number})`;
  const words = quoted !== null && number !== undefined ? `: ${short(String(shape.message))}` : ".";
  const [code, details] = judge(status, number, shape);
  return new Failure(code, `Could not ${doing}. Twilio answered ${answer}${words}`, {
    ...details,
    ...quoted,
    ...(number === undefined ? {} : { where: `https://www.twilio.com/docs/api/errors/${number}` }),
  });
}

function judge(status: number, number: number | undefined, shape: Thrown): [FailureCode, FailureDetails] {
  if (status === 429 || number === 20429) {
    const wait = shape.retryAfterMs;
    return ["twilio.rate-limited", typeof wait === "number" ? { retryAfterMs: wait } : {}];
  }
  if (status === 401 || number === 20003) return ["twilio.auth", { fix: CHECK_KEY }];
  if (number !== undefined && EXISTS.has(number)) return ["twilio.exists", {}];
  if (status < 500 && /\bclosed\b/i.test(String(shape.message))) return ["twilio.closed", {}];
  if (status === 403) return ["twilio.permission", { fix: CHECK_RIGHTS }];
  if (status === 404 || number === 20404) return ["twilio.not-found", {}];
  if (status === 408 || status >= 500) return ["twilio.unavailable", { fix: TRY_LATER }];
  // Somebody wrote the same thing at the same moment; nothing was changed by us.
  if (status === 409 || status === 412) return ["twilio.refused", { retry: true }];
  return ["twilio.refused", {}];
}

/** Conversation, participant; of Programmable Chat user and channel, and the channel as Flex says it. */
const EXISTS: ReadonlySet<number> = new Set([50353, 50433, 50201, 50307, 45208]);

const TRY_LATER = "The trouble is on Twilio's side: try again in a while.";
const CHECK_KEY =
  "Check TWILIO_ACCOUNT_SID, TWILIO_API_KEY and TWILIO_API_SECRET: the key must be of that account.";
const CHECK_RIGHTS =
  "Use a standard API key of the account that owns the Flex instance; restricted keys lack Flex.";

/** One line, at most 300 characters. */
function short(words: string): string {
  const line = words.replaceAll(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

/** Codes of connections that never came about: nothing can have happened. */
const NEVER_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|.*(CERT|TLS|SSL).*|UNABLE_TO_VERIFY.*|EPROTO)$/;
const TIMED_OUT = new Set(["ETIMEDOUT", "ECONNABORTED", "ESOCKETTIMEDOUT"]);
const RESET = new Set([
  "ECONNRESET",
  "EPIPE",
  "ERR_BAD_RESPONSE",
  "ERR_NETWORK",
  "ERR_STREAM_PREMATURE_CLOSE",
]);

/** The SDK's error carries the request with its credentials, so it is not kept as the cause. */
function networkFailure(code: string, shape: Thrown, doing: string): Failure {
  const cause = new Error(`${code}: ${short(String(shape.message))}`);
  if (code === "ERR_CANCELED") {
    return new Failure("run.interrupted", `Stopped before the end: ${doing}.`, { retry: true });
  }
  const made = (name: FailureCode, what: string) =>
    new Failure(name, `Could not ${doing}: ${what} (${code}).`, {
      fix: "Check the network, HTTP_PROXY and FLEXCORD_TWILIO_API.",
      cause,
    });
  if (NEVER_CONNECTED.test(code)) return made("network.unreachable", "Twilio cannot be reached");
  if (TIMED_OUT.has(code)) return made("network.timeout", "Twilio did not answer in time");
  if (RESET.has(code)) return made("network.reset", "the connection to Twilio broke");
  return new Failure("bug.unexpected", `Could not ${doing} (${code}).`, { cause });
}
