import type { World } from "../world.ts";
import { guildChannelToWire } from "./channel.ts";
import { memberToWire } from "./member.ts";
import { activeThreads } from "../channels/threads.ts";
import { threadToWire } from "./thread.ts";
import { roleToWire } from "./role.ts";
import { botMember } from "../guild/guards.ts";
import { guildPermissions } from "../guild/permissions.ts";

export function guildToWire(world: World): object {
  const { guild } = world;
  return {
    ...UNCONFIGURED,
    id: guild.id,
    name: guild.name,
    features: guild.features,
    owner_id: guild.ownerId,
    roles: [...world.roles.values()].map(roleToWire),
    system_channel_id: guild.systemChannelId,
    rules_channel_id: guild.rulesChannelId,
    public_updates_channel_id: guild.publicUpdatesChannelId,
  };
}

/** The guild as a user's list of servers has it; a bot asks for its own. */
export function guildOfUserToWire(world: World): object {
  const { id, name, features, ownerId } = world.guild;
  return {
    id,
    name,
    icon: null,
    banner: null,
    owner: ownerId === world.identity.botId,
    permissions: String(guildPermissions(world, botMember(world))),
    features,
  };
}

/** The guild as GUILD_CREATE carries it: with its channels, and of its members only the bot. */
export function guildCreateToWire(world: World): object {
  const channels = [...world.channels.values()];
  return {
    ...guildToWire(world),
    joined_at: new Date(botMember(world).joinedAt).toISOString(),
    large: false,
    unavailable: false,
    member_count: world.members.size,
    members: [memberToWire(world, botMember(world))],
    channels: channels.flatMap((channel) =>
      channel.kind === "guild" ? [guildChannelToWire(world, channel)] : [],
    ),
    threads: activeThreads(world).map((thread) => threadToWire(world, thread)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** What nobody has set on a fresh server. */
const UNCONFIGURED = {
  icon: null,
  description: null,
  home_header: null,
  splash: null,
  discovery_splash: null,
  banner: null,
  application_id: null,
  region: "deprecated",
  afk_channel_id: null,
  afk_timeout: 300,
  system_channel_flags: 0,
  widget_enabled: false,
  widget_channel_id: null,
  verification_level: 1,
  default_message_notifications: 0,
  mfa_level: 0,
  explicit_content_filter: 0,
  max_presences: null,
  max_members: 25_000_000,
  max_stage_video_channel_users: 50,
  max_video_channel_users: 25,
  vanity_url_code: null,
  premium_tier: 0,
  premium_subscription_count: 0,
  preferred_locale: "en-US",
  safety_alerts_channel_id: null,
  premium_progress_bar_enabled: false,
  nsfw: false,
  nsfw_level: 0,
  emojis: [],
  stickers: [],
  incidents_data: null,
} as const;
