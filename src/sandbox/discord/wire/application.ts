import { INTENT } from "../gateway/dispatch.ts";
import type { World } from "../world.ts";
import { userToWire } from "./user.ts";

export function applicationToWire(world: World): object {
  const bot = world.users.get(world.identity.botId);
  const owner = world.users.get(world.identity.ownerId);
  return {
    id: world.identity.applicationId,
    name: "Sandbox Bot",
    icon: null,
    description: "",
    type: null,
    ...(bot === undefined ? {} : { bot: userToWire(bot) }),
    ...(owner === undefined ? {} : { owner: userToWire(owner) }),
    bot_public: false,
    bot_require_code_grant: false,
    integration_types_config: { "0": {} },
    verify_key: world.identity.verifyKey,
    flags: applicationFlags(world),
    flags_new: String(applicationFlags(world)),
    redirect_uris: world.redirectUris,
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    approximate_guild_count: 1,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    event_webhooks_url: null,
    event_webhooks_status: 1,
    event_webhooks_types: [],
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: ["bot", "applications.commands"],
  };
}

/** The flags that say which privileged intents are on, as an application under 10,000 users has them. */
export function applicationFlags(world: World): number {
  const flag = (intent: number, bit: number) => ((world.privilegedIntents & intent) === 0 ? 0 : bit);
  return (
    flag(INTENT.GUILD_PRESENCES, 1 << 13) |
    flag(INTENT.GUILD_MEMBERS, 1 << 15) |
    flag(INTENT.MESSAGE_CONTENT, 1 << 19)
  );
}
