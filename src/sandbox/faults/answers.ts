import type { Effect, Scene } from "./rule.ts";

/** An answer that the vendor gives instead of doing the work. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The refusal in the vendor's own shape, unless the rule brings a body; null for other faults. */
export function refusalOf(vendor: Scene, effect: Effect): Refusal | null {
  if (effect.kind === "answer") {
    const { status, body = errorOf(vendor, status) } = effect;
    return { status, headers: {}, body };
  }
  if (effect.kind !== "limit") return null;
  const { retryAfterSeconds: seconds, scope } = effect;
  if (vendor === "twilio") {
    const headers = seconds > 0 ? { "retry-after": String(seconds) } : {};
    return { status: 429, headers, body: twilioError(429, 20_429, "Too Many Requests") };
  }
  const isGlobal = scope === "global";
  return {
    status: 429,
    headers: {
      "retry-after": String(Math.ceil(seconds)),
      "x-ratelimit-scope": scope,
      ...(isGlobal ? { "x-ratelimit-global": "true" } : {}),
    },
    body: { message: "You are being rate limited.", retry_after: seconds, global: isGlobal },
  };
}

function errorOf(vendor: Scene, status: number): object {
  if (vendor === "discord")
    return { message: `${status}: ${status === 401 ? "Unauthorized" : "Error"}`, code: 0 };
  if (status === 401) return twilioError(401, 20_003, "Authenticate");
  return twilioError(status, 20_500, "An internal server error has occurred");
}

function twilioError(status: number, code: number, message: string): object {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
}
