import {
  type Channel,
  CHANNEL,
  CHANNEL_FLAG,
  type DmChannel,
  type ForumTag,
  type GuildChannel,
  type Overwrite,
} from "../channels/model.ts";
import { byAge } from "../snowflake.ts";
import type { World } from "../world.ts";
import { threadToWire } from "./thread.ts";
import { userToWire } from "./user.ts";

export function channelToWire(world: World, channel: Channel): object {
  switch (channel.kind) {
    case "dm":
      return dmToWire(world, channel);
    case "thread":
      return threadToWire(world, channel);
    case "guild":
      return guildChannelToWire(world, channel);
  }
}

function dmToWire(world: World, channel: DmChannel): object {
  const recipient = world.users.get(channel.recipientId);
  return {
    id: channel.id,
    type: CHANNEL.DM,
    flags: 0,
    last_message_id: channel.lastMessageId,
    recipients: recipient === undefined ? [] : [userToWire(recipient)],
  };
}

export function guildChannelToWire(world: World, channel: GuildChannel): object {
  return {
    id: channel.id,
    type: channel.type,
    flags: channel.requiresTag ? CHANNEL_FLAG.REQUIRE_TAG : 0,
    guild_id: world.guild.id,
    name: channel.name,
    position: channel.position,
    parent_id: channel.parentId,
    permission_overwrites: channel.overwrites.toSorted(byAge).map(overwriteToWire),
    ...detailsOf(channel),
  };
}

function overwriteToWire({ id, target, allow, deny }: Overwrite): object {
  return { id, type: target === "role" ? 0 : 1, allow: String(allow), deny: String(deny) };
}

function tagToWire({ id, name, moderated, emojiId, emojiName }: ForumTag): object {
  return { id, name, moderated, emoji_id: emojiId, emoji_name: emojiName };
}

/** What only some types have. */
function detailsOf(channel: GuildChannel): object {
  const written = {
    last_message_id: channel.lastMessageId,
    rate_limit_per_user: channel.rateLimitPerUser,
    nsfw: channel.nsfw,
  };
  const threaded = {
    topic: channel.topic,
    ...(channel.defaultAutoArchiveDuration === null
      ? {}
      : { default_auto_archive_duration: channel.defaultAutoArchiveDuration }),
  };
  switch (channel.type) {
    case CHANNEL.CATEGORY:
      return {};
    case CHANNEL.VOICE:
    case CHANNEL.STAGE:
      return { ...written, bitrate: channel.bitrate, user_limit: channel.userLimit, rtc_region: null };
    case CHANNEL.FORUM:
      return {
        ...written,
        ...threaded,
        available_tags: channel.tags.map(tagToWire),
        default_reaction_emoji: null,
        default_sort_order: null,
        default_forum_layout: 0,
      };
    default:
      return { ...written, ...threaded };
  }
}
