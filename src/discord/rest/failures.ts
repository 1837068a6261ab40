import { DiscordAPIError, HTTPError, RateLimitError } from "@discordjs/rest";
import { Failure, type FailureCode } from "../../domain/failure.ts";
import { networkFailure } from "./network-failures.ts";

/** Discord's JSON error codes that mean the same wherever they appear. */
const BY_JSON_CODE: Readonly<Record<number, FailureCode>> = {
  20026: "discord.permission", // flagged by anti-spam until the owner appeals
  40001: "discord.auth",
  40003: "discord.rate-limited", // opening direct messages too fast
  40060: "discord.interaction-gone", // already acknowledged
  10062: "discord.interaction-gone", // unknown interaction
  50027: "discord.interaction-gone", // invalid webhook token: an interaction's fifteen minutes are over
  50001: "discord.permission",
  50013: "discord.permission",
  50033: "member.unreachable", // not somebody one can write to
  50007: "member.unreachable", // does not take direct messages from us, or blocked the bot
  50278: "member.unreachable", // no server in common; undocumented, seen in the wild
};

const FIXES: Partial<Record<FailureCode, string>> = {
  "discord.auth":
    "Check DISCORD_TOKEN: it was reset, revoked or belongs to another application. Put the current one in.",
  "discord.permission":
    "Give the bot's role the permission it lacks here, and drag that role above the roles it manages.",
  "member.unreachable": "The member has to allow direct messages from members of the server.",
};

/**
 * What went wrong with a call to Discord. `doing` names the call for a human ("opening the member's direct
 * messages"). The library's errors carry URLs with tokens and request bodies with members' text, so none
 * of them travels on as a cause.
 */
export function discordFailure(thrown: unknown, doing: string): Failure {
  if (thrown instanceof Failure) return thrown;
  if (thrown instanceof RateLimitError) return rateLimited(thrown, doing);
  if (thrown instanceof DiscordAPIError) return refused(thrown, doing);
  if (thrown instanceof HTTPError) {
    return new Failure("discord.unavailable", `Discord answered ${doing} with status ${thrown.status}.`, {
      fix: "The trouble is on Discord's side: try again in a while.",
    });
  }
  if (thrown instanceof SyntaxError) {
    return new Failure("discord.unavailable", `Discord's answer to ${doing} was not readable JSON.`);
  }
  if (thrown instanceof TypeError && !("code" in thrown) && thrown.cause === undefined) {
    // Where an answer is read, this is what one looks like that Discord would not give.
    return new Failure("discord.unavailable", `Discord's answer to ${doing} could not be read.`, {
      cause: thrown,
    });
  }
  return networkFailure(thrown, doing);
}

function rateLimited(limit: RateLimitError, doing: string): Failure {
  const whose = limit.global ? "the whole bot" : "this route";
  const message = `Discord limits ${whose}: ${doing} has to wait.`;
  // Without a Retry-After there is no time to give; the caller's own schedule then decides.
  if (limit.retryAfter <= 0) return new Failure("discord.rate-limited", message);
  return new Failure("discord.rate-limited", message, { retryAfterMs: Math.ceil(limit.retryAfter) });
}

function refused(error: DiscordAPIError, doing: string): Failure {
  const code = codeOf(error);
  const said = `status ${error.status}, ${describe(error)}`;
  if (code === "discord.auth") return tokenRefused(doing, said);
  if (code === "discord.rate-limited" && typeof error.code !== "number") {
    return new Failure(code, `Something before Discord blocked ${doing}: ${said}.`, {
      fix: "Too many refused calls get an address blocked for a while. Stop what is being refused, then wait.",
    });
  }
  const fix = FIXES[code];
  return new Failure(code, `Discord refused ${doing}: ${said}.`, fix === undefined ? {} : { fix });
}

function codeOf(error: DiscordAPIError): FailureCode {
  const json = typeof error.code === "number" ? error.code : null;
  const known = json === null ? undefined : BY_JSON_CODE[json];
  if (known !== undefined) return known;
  if (error.status === 401) return "discord.auth";
  if (error.status === 404 || (json !== null && json >= 10_000 && json < 11_000)) return "discord.not-found";
  if (error.status === 429) return "discord.rate-limited";
  // Discord's own refusals carry a code; a bare 403 is the block page of what stands before it.
  if (error.status === 403) return json === null ? "discord.rate-limited" : "discord.permission";
  return error.status === 408 ? "discord.unavailable" : "discord.refused";
}

function tokenRefused(doing: string, by: string): Failure {
  const fix = FIXES["discord.auth"];
  return new Failure(
    "discord.auth",
    `Discord does not accept the bot token (${doing}; ${by}).`,
    fix === undefined ? {} : { fix },
  );
}

/** Code and reason as they were given, without what must not be repeated. */
function describe(error: DiscordAPIError): string {
  const reason = withoutSecrets(error.message)
    .replaceAll(/\s*\n\s*/g, "; ")
    .replace(/\.+$/, "");
  const short = reason.length > 300 ? `${reason.slice(0, 300)}…` : reason;
  return typeof error.code === "number" ? `code ${error.code}: ${short}` : short;
}

/**
 * Discord quotes values back, which may be a member's words; what stands before it may quote the address,
 * where an interaction's token is. Ids are shorter than any token.
 */
function withoutSecrets(text: string): string {
  return text.replaceAll(/"[^"]*"/g, '"…"').replaceAll(/[\w.%~+=-]{24,}/g, "…");
}
