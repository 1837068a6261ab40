import type { World } from "../world.ts";
import type { AuthorizeRequest } from "./grants.ts";

/** The scopes that can be asked for here. */
const SCOPES: ReadonlySet<string> = new Set(["identify", "guilds.members.read"]);

export type Asked =
  | { readonly state: "fine"; readonly request: AuthorizeRequest }
  /** Nobody is sent anywhere: Discord shows what is wrong itself. */
  | { readonly state: "shown"; readonly status: number; readonly body: object }
  /** The application is told by way of the browser. */
  | { readonly state: "sent-back"; readonly location: string };

/** Reads what an application asks of a person, and finds what Discord finds fault with. */
export function readAuthorize(world: World, query: URLSearchParams): Asked {
  if (query.get("client_id") !== world.identity.applicationId) {
    return shown({ client_id: [`Value "${query.get("client_id") ?? ""}" is not snowflake.`] });
  }
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!world.redirectUris.includes(redirectUri))
    return shown({ message: "Invalid OAuth2 redirect_uri", code: 50_009 });
  const state = query.get("state");
  const refuse = (error: string, description: string): Asked => ({
    state: "sent-back",
    location: withParameters(redirectUri, { error, error_description: description, state }),
  });
  if (query.get("response_type") !== "code")
    return refuse("unsupported_response_type", "Only code is imitated");
  const scopes = (query.get("scope") ?? "").split(" ").filter((scope) => scope !== "");
  if (scopes.length === 0 || scopes.some((scope) => !SCOPES.has(scope))) {
    return refuse("invalid_scope", "The requested scope is invalid, unknown, or malformed.");
  }
  const challenge = query.get("code_challenge");
  if (challenge !== null && query.get("code_challenge_method") !== "S256") {
    return refuse("invalid_request", "The code challenge method is not supported.");
  }
  return { state: "fine", request: { redirectUri, scopes, state, challenge } };
}

function shown(body: object): Asked {
  return { state: "shown", status: 400, body };
}

/** Where the browser goes once somebody has agreed, or has not. */
export function decideAuthorize(
  world: World,
  request: AuthorizeRequest,
  person: { readonly userId: string; readonly agrees: boolean },
): string {
  const { redirectUri, state } = request;
  if (!person.agrees) {
    const refused = "The resource owner or authorization server denied the request";
    return withParameters(redirectUri, { error: "access_denied", error_description: refused, state });
  }
  return withParameters(redirectUri, { code: world.grants.issueCode(person.userId, request), state });
}

function withParameters(uri: string, parameters: Readonly<Record<string, string | null>>): string {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) url.searchParams.set(name, value);
  }
  return url.href;
}
