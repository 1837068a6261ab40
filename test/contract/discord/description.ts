import * as schemas from "discord-api-spec/zod";
import { expect } from "vitest";

import type { TapeEntry } from "../../../src/sandbox/tape.ts";

interface Schema {
  safeParse(value: unknown): { readonly success: boolean; readonly error?: { readonly issues: unknown } };
}

const one = (name: string) => ({
  schema: (schemas as unknown as Record<string, Schema>)[name],
  isList: false,
});
const list = (name: string) => ({ ...one(name), isList: true });

/** What Discord's description says each route answers with. */
const ANSWERS: Readonly<Record<string, { readonly schema: Schema | undefined; readonly isList: boolean }>> = {
  "GET /gateway/bot": one("GatewayBotResponseSchema"),
  "GET /users/@me": one("UserPIIResponseSchema"),
  "GET /users/{user_id}": one("UserResponseSchema"),
  "GET /applications/@me": one("PrivateApplicationResponseSchema"),
  "GET /guilds/{guild_id}": one("GuildWithCountsResponseSchema"),
  "GET /guilds/{guild_id}/members/{user_id}": one("GuildMemberResponseSchema"),
  "GET /guilds/{guild_id}/roles": list("GuildRoleResponseSchema"),
  "POST /guilds/{guild_id}/roles": one("GuildRoleResponseSchema"),
  "PATCH /guilds/{guild_id}/roles": list("GuildRoleResponseSchema"),
  "GET /guilds/{guild_id}/roles/{role_id}": one("GuildRoleResponseSchema"),
  "PATCH /guilds/{guild_id}/roles/{role_id}": one("GuildRoleResponseSchema"),
  "GET /guilds/{guild_id}/channels": list("GuildChannelResponseSchema"),
  "POST /guilds/{guild_id}/channels": one("GuildChannelResponseSchema"),
  "POST /users/@me/channels": one("PrivateChannelResponseSchema"),
  "PATCH /channels/{channel_id}": one("GuildChannelResponseSchema"),
  "DELETE /channels/{channel_id}": one("GuildChannelResponseSchema"),
  "GET /channels/{channel_id}/messages": list("MessageResponseSchema"),
  "POST /channels/{channel_id}/messages": one("MessageResponseSchema"),
  "GET /channels/{channel_id}/messages/{message_id}": one("MessageResponseSchema"),
  "PATCH /channels/{channel_id}/messages/{message_id}": one("MessageResponseSchema"),
  "GET /applications/{application_id}/commands": list("ApplicationCommandResponseSchema"),
  "POST /applications/{application_id}/commands": one("ApplicationCommandResponseSchema"),
  "PUT /applications/{application_id}/commands": list("ApplicationCommandResponseSchema"),
  "PATCH /applications/{application_id}/commands/{command_id}": one("ApplicationCommandResponseSchema"),
  "PUT /applications/{application_id}/guilds/{guild_id}/commands": list("ApplicationCommandResponseSchema"),
  "POST /interactions/{interaction_id}/{interaction_token}/callback": one(
    "InteractionCallbackResponseSchema",
  ),
  "POST /webhooks/{webhook_id}/{webhook_token}": one("MessageResponseSchema"),
  "GET /webhooks/{webhook_id}/{webhook_token}/messages/@original": one("MessageResponseSchema"),
  "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original": one("MessageResponseSchema"),
};

/** Discord writes an offset where these schemas, unlike the description itself, insist on a Z. */
function withPlainTimes(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(/^(\d{4}-\d\d-\d\dT[\d:.]+)\+00:00$/, "$1Z") : value;
}

/** Holds every successful answer on a tape to Discord's description; gives the routes it could check. */
export function expectDescribedAnswers(tape: readonly TapeEntry[]): ReadonlySet<string> {
  const checked = new Set<string>();
  for (const { route, status, responseBody } of tape) {
    const described = route === undefined ? undefined : ANSWERS[route];
    if (route === undefined || described === undefined || status > 299 || responseBody === "") continue;
    const body: unknown = JSON.parse(responseBody, withPlainTimes);
    for (const item of described.isList ? (body as unknown[]) : [body]) {
      const { schema } = described;
      if (schema === undefined) throw new Error(`The description has no schema for ${route}`);
      const result = schema.safeParse(item);
      expect(result.success, `${route}: ${JSON.stringify(result.error?.issues)} in ${responseBody}`).toBe(
        true,
      );
    }
    checked.add(route);
  }
  return checked;
}
