import { API } from "@discordjs/core/http-only";
import { DiscordAPIError, makeURLSearchParams, REST } from "@discordjs/rest";
import { Routes, type APIGuildMember, type APIUser } from "discord-api-types/v10";
import type { DeskSignIn, SignedIn } from "../desk/ports.ts";
import type { Clock } from "../domain/clock.ts";
import { Failure } from "../domain/failure.ts";
import { callDiscord } from "./rest/call.ts";
import { tooLongToWait } from "./rest/rest.ts";

export interface SignInOptions {
  /** The bot's. */
  readonly rest: REST;
  /** Discord's API without its version. */
  readonly api: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly guildId: string;
  readonly clock: Clock;
}

const SCOPES = ["identify", "guilds.members.read"];
/** Somebody waits in front of a white page. */
const PATIENCE_MS = 8_000;
const UNKNOWN_GUILD = 10_004;

/** Discord's OAuth2: authorization code with PKCE (S256, as Discord's server metadata offers it). */
export function createDiscordSignIn(options: SignInOptions): DeskSignIn {
  const { rest, api, clientId, clientSecret, guildId, clock } = options;
  const client = { client_id: clientId, client_secret: clientSecret };
  return {
    authorizeUrl: ({ redirectUri, state, challenge }) =>
      `${api}/oauth2/authorize?${new URLSearchParams({
        response_type: "code",
        client_id: clientId,
        scope: SCOPES.join(" "),
        redirect_uri: redirectUri,
        state,
        code_challenge: challenge,
        code_challenge_method: "S256",
        // Who agreed once is not asked again each time their session is over.
        prompt: "none",
      }).toString()}`,

    async exchange({ code, redirectUri, verifier }, signal) {
      const tokens = await callDiscord({
        doing: "signing somebody in",
        signal,
        clock,
        timeoutMs: PATIENCE_MS,
        run: (until) =>
          new API(rest).oauth2
            .tokenExchange(
              {
                ...client,
                grant_type: "authorization_code",
                code,
                redirect_uri: redirectUri,
                code_verifier: verifier,
              } as Parameters<API["oauth2"]["tokenExchange"]>[0],
              { signal: until },
            )
            .catch(refusedExchange),
      });
      const theirs = restOf(options, tokens.access_token);
      try {
        return await whoIs(theirs, guildId, { signal, clock });
      } finally {
        // Who they are is known, and the token is good for a week.
        await revoke(rest, client, tokens.access_token, { signal, clock });
      }
    },
  };
}

type Until = { readonly signal: AbortSignal; readonly clock: Clock };

/** A client of its own: the bot's would show the bot's token. */
function restOf({ api }: SignInOptions, accessToken: string): REST {
  return new REST({
    version: "10",
    api,
    authPrefix: "Bearer",
    retries: 0,
    rejectOnRateLimit: tooLongToWait,
    // It lives for two calls: there is nothing to sweep.
    hashSweepInterval: 0,
    handlerSweepInterval: 0,
  }).setToken(accessToken);
}

async function whoIs(theirs: REST, guildId: string, { signal, clock }: Until): Promise<SignedIn> {
  const asking = { doing: "asking who signed in", signal, clock, timeoutMs: PATIENCE_MS };
  const user = await callDiscord({
    ...asking,
    run: (until) => theirs.get(Routes.user("@me"), { signal: until }) as Promise<APIUser>,
  });
  const member = await callDiscord({
    ...asking,
    run: (until) =>
      (theirs.get(Routes.userGuildMember(guildId), { signal: until }) as Promise<APIGuildMember>).catch(
        (thrown: unknown) => {
          if (thrown instanceof DiscordAPIError && thrown.code === UNKNOWN_GUILD) return null;
          throw thrown;
        },
      ),
  });
  const name = member?.nick ?? user.global_name ?? user.username;
  return { id: user.id, name, roles: member?.roles ?? null };
}

/** What cannot be taken back ends by itself within a week; nobody has kept it. */
async function revoke(
  rest: REST,
  client: { readonly client_id: string; readonly client_secret: string },
  token: string,
  { signal, clock }: Until,
): Promise<void> {
  const run = (until: AbortSignal) =>
    rest.post(Routes.oauth2TokenRevocation(), {
      body: makeURLSearchParams({ ...client, token, token_type_hint: "access_token" }),
      passThroughBody: true,
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      auth: false,
      signal: until,
    });
  const doing = "giving a token back";
  await callDiscord({ doing, signal, clock, timeoutMs: PATIENCE_MS, run }).catch(() => undefined);
}

/** Here 401 is about the application's secret, and 400 about the code: neither is about the bot's token. */
function refusedExchange(thrown: unknown): never {
  if (thrown instanceof DiscordAPIError && thrown.code === "invalid_client") {
    throw new Failure("discord.refused", "Discord does not accept DISCORD_CLIENT_SECRET.", {
      fix: "Copy it anew from the application's page in the developer portal, under OAuth2.",
    });
  }
  if (thrown instanceof DiscordAPIError && thrown.status === 400) {
    throw new Failure("discord.refused", "Discord does not accept the code that somebody came back with.");
  }
  throw thrown;
}
