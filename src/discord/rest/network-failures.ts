import { asFailure, Failure } from "../../domain/failure.ts";

/** Nothing was sent: there was no connection to send it on. */
const NEVER_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);
/** Unreachable when connecting, a lost connection when it happens later. */
const BY_SYSCALL = new Set(["EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT", "EADDRNOTAVAIL"]);
const TIMED_OUT = new Set([
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_ABORTED",
  "ABORT_ERR",
]);
const CUT = new Set([
  "ECONNRESET",
  "EPIPE",
  "ECONNABORTED",
  "UND_ERR_SOCKET",
  "UND_ERR_DESTROYED",
  "UND_ERR_CLOSED",
]);

/** How the library's queue says that a request was aborted before its turn came. */
const NEVER_SENT = "Request aborted manually";

/** An error of the network under a call, or our bug when it is none. */
export function networkFailure(thrown: unknown, doing: string): Failure {
  if (isAbort(thrown)) {
    return new Failure("network.timeout", `No answer from Discord in time to ${doing}.`, { cause: thrown });
  }
  if (thrown instanceof Error && thrown.message === NEVER_SENT) {
    return new Failure("network.timeout", `Stopped before ${doing}.`, { certain: true });
  }
  const found = errorWithCode(thrown);
  if (found === null) return asFailure(thrown);
  const { code, connecting } = found;
  if (code === "ERR_INVALID_URL") {
    // Without its cause, which quotes the whole address, tokens included.
    return new Failure("config.invalid", `Discord's address is not one (${doing}).`, {
      fix: "Set FLEXCORD_DISCORD_API to an address such as https://discord.com/api, or leave it unset.",
    });
  }
  if (NEVER_CONNECTED.has(code) || (BY_SYSCALL.has(code) && connecting)) {
    return new Failure("network.unreachable", `Discord cannot be reached for ${doing} (${code}).`, {
      fix: "Check the network, DNS and proxy of this machine, and FLEXCORD_DISCORD_API when it is set.",
      cause: thrown,
    });
  }
  if (TIMED_OUT.has(code)) {
    return new Failure("network.timeout", `No answer from Discord in time to ${doing} (${code}).`, {
      cause: thrown,
    });
  }
  if (CUT.has(code) || BY_SYSCALL.has(code) || code.startsWith("HPE_")) {
    return new Failure("network.reset", `The connection to Discord broke during ${doing} (${code}).`, {
      cause: thrown,
    });
  }
  return asFailure(thrown);
}

function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown.name === "AbortError" || thrown.name === "TimeoutError");
}

interface CodedError {
  readonly code: string;
  readonly connecting: boolean;
}

/** The first error with a code in what was thrown, its attempts (both address families) and its causes. */
function errorWithCode(thrown: unknown): CodedError | null {
  if (!(thrown instanceof Error)) return null;
  const attempts: unknown[] = thrown instanceof AggregateError ? thrown.errors : [];
  for (const attempt of attempts) {
    const found = errorWithCode(attempt);
    if (found !== null) return found;
  }
  if ("code" in thrown && typeof thrown.code === "string") {
    return { code: thrown.code, connecting: "syscall" in thrown && thrown.syscall === "connect" };
  }
  return errorWithCode(thrown.cause);
}
