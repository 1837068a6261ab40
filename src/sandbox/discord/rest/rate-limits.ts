import { createHash } from "node:crypto";

export interface RateLimitVerdict {
  readonly state: "allowed" | "exhausted";
  readonly scope: "user" | "global";
  readonly bucket: string;
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds since 1970. */
  readonly resetAt: number;
  readonly resetAfterMs: number;
}

export interface RateLimiter {
  /** Counts one request against its bucket and against the bot's global limit. */
  take(route: LimitedRoute, params: Readonly<Record<string, string>>): RateLimitVerdict;
  reset(): void;
}

interface LimitedRoute {
  readonly method: string;
  readonly path: string;
  readonly tokenInPath?: true;
}

interface Allowance {
  readonly limit: number;
  readonly windowMs: number;
}

interface Window {
  readonly endsAt: number;
  used: number;
}

/** Documented: fifty requests a second per bot, interaction endpoints aside. */
const GLOBAL: Allowance = { limit: 50, windowMs: 1000 };
/** Discord does not publish the rest (assumed). */
const USUAL: Allowance = { limit: 50, windowMs: 1000 };
const BY_ROUTE: Readonly<Record<string, Allowance>> = {
  "POST /channels/:channel_id/messages": { limit: 5, windowMs: 1000 },
  "PATCH /channels/:channel_id/messages/:message_id": { limit: 5, windowMs: 1000 },
  "POST /channels/:channel_id/typing": { limit: 5, windowMs: 5000 },
};

/** Counts in fixed windows: one bucket per route and per channel, server or webhook in its path. */
export function createRateLimiter(now: () => number): RateLimiter {
  const windows = new Map<string, Window>();
  const windowOf = (key: string, { windowMs }: Allowance, at: number): Window => {
    const open = windows.get(key);
    if (open !== undefined && at < open.endsAt) return open;
    const fresh = { endsAt: at + windowMs, used: 0 };
    windows.set(key, fresh);
    return fresh;
  };
  return {
    take(route, params) {
      // One moment for all of it: a refusal never says that there is nothing to wait for.
      const at = now();
      const name = `${route.method} ${route.path}`;
      const allowance = BY_ROUTE[name] ?? USUAL;
      const window = windowOf(`${name} ${majorParameter(params)}`, allowance, at);
      const globalWindow = windowOf("global", GLOBAL, at);
      const isGlobal = route.tokenInPath !== true && globalWindow.used >= GLOBAL.limit;
      const isExhausted = isGlobal || window.used >= allowance.limit;
      if (!isExhausted) {
        window.used += 1;
        if (route.tokenInPath !== true) globalWindow.used += 1;
      }
      const resetAt = isGlobal ? globalWindow.endsAt : window.endsAt;
      return {
        state: isExhausted ? "exhausted" : "allowed",
        scope: isGlobal ? "global" : "user",
        bucket: createHash("md5").update(name).digest("hex"),
        limit: allowance.limit,
        remaining: Math.max(0, allowance.limit - window.used),
        resetAt,
        resetAfterMs: resetAt - at,
      };
    },
    reset: () => windows.clear(),
  };
}

/** Discord counts separately per channel, server and webhook. */
function majorParameter(params: Readonly<Record<string, string>>): string {
  return (
    params["channel_id"] ?? params["guild_id"] ?? params["webhook_token"] ?? params["interaction_token"] ?? ""
  );
}
