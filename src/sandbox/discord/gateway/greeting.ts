import { INTENT } from "./dispatch.ts";
import { gatewayUrl } from "./gateway-url.ts";
import { applicationFlags } from "../wire/application.ts";
import { guildCreateToWire } from "../wire/guild.ts";
import { selfToWire } from "../wire/user.ts";
import type { World } from "../world.ts";
import { isGuildShard, type Session, type Sessions } from "./sessions.ts";

/** READY with an unavailable server, then the server itself for who asked for GUILDS. */
export function greet(world: World, sessions: Sessions, session: Session): void {
  const bot = world.users.get(world.identity.botId);
  const hasGuild = isGuildShard(session, world.guild.id);
  sessions.send(session, "READY", {
    v: 10,
    user: bot === undefined ? null : selfToWire(bot),
    guilds: hasGuild ? [{ id: world.guild.id, unavailable: true }] : [],
    session_id: session.id,
    session_type: "normal",
    resume_gateway_url: gatewayUrl(world.context),
    shard: session.shard,
    application: { id: world.identity.applicationId, flags: applicationFlags(world) },
    private_channels: [],
    relationships: [],
    presences: [],
    user_settings: {},
    geo_ordered_rtc_regions: [],
    guild_join_requests: [],
    _trace: [],
  });
  if (hasGuild && (session.intents & INTENT.GUILDS) !== 0) {
    sessions.send(session, "GUILD_CREATE", guildCreateToWire(world));
  }
}
