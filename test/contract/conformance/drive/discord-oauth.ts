import { REST } from "@discordjs/rest";
import { Routes } from "discord-api-types/v10";
import type { DiscordReady } from "../../../../src/sandbox/imitation.ts";
import type { Call } from "../../../../src/demo/call.ts";

const REDIRECT = "http://127.0.0.1:1/signed-in";

/** A member signs in somewhere with Discord, and the application looks at who it is. */
export async function useOAuth(discord: DiscordReady, control: Call, memberId: string): Promise<void> {
  await control("PUT", "/discord/redirects", { uris: [REDIRECT] });
  const { api, applicationId: client_id, clientSecret: client_secret, guildId } = discord;
  const asked = new URLSearchParams({
    response_type: "code",
    client_id,
    scope: "identify guilds.members.read",
    redirect_uri: REDIRECT,
  });
  const page = `${api}/oauth2/authorize?${asked.toString()}`;
  await fetch(page);
  const body = new URLSearchParams({ user: memberId, agree: "yes" });
  const agreed = await fetch(page, { method: "POST", redirect: "manual", body });
  const code = new URL(agreed.headers.get("location") ?? "").searchParams.get("code") ?? "";
  const post = async (path: string, fields: Readonly<Record<string, string>>) => {
    const form = new URLSearchParams({ client_id, client_secret, ...fields });
    return (await fetch(`${api}/v10${path}`, { method: "POST", body: form })).json();
  };
  const grant = { grant_type: "authorization_code", code, redirect_uri: REDIRECT };
  const { access_token: token } = (await post(Routes.oauth2TokenExchange(), grant)) as {
    access_token: string;
  };
  const rest = new REST({ version: "10", api, authPrefix: "Bearer" }).setToken(token);
  await rest.get(Routes.user("@me"));
  await rest.get(Routes.userGuildMember(guildId));
  await post("/oauth2/token/revoke", { token });
}
