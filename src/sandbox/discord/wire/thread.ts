import { CHANNEL, type ThreadChannel, type ThreadMember } from "../channels/model.ts";
import { mintedAt } from "../snowflake.ts";
import type { World } from "../world.ts";

export function threadToWire(world: World, thread: ThreadChannel): object {
  const own = thread.members.find(({ userId }) => userId === world.identity.botId);
  return {
    id: thread.id,
    type: thread.type,
    flags: 0,
    guild_id: world.guild.id,
    parent_id: thread.parentId,
    owner_id: thread.ownerId,
    name: thread.name,
    last_message_id: thread.lastMessageId,
    rate_limit_per_user: thread.rateLimitPerUser,
    message_count: thread.messageCount,
    member_count: thread.members.length,
    total_message_sent: thread.messageCount,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: new Date(thread.archiveChangedAt).toISOString(),
      auto_archive_duration: thread.archiveMinutes,
      locked: thread.locked,
      ...(thread.type === CHANNEL.PRIVATE_THREAD ? { invitable: thread.invitable } : {}),
      create_timestamp: new Date(mintedAt(thread.id)).toISOString(),
    },
    ...(thread.type === CHANNEL.PUBLIC_THREAD ? { applied_tags: thread.appliedTags } : {}),
    ...(own === undefined ? {} : { member: threadMemberToWire(thread, own) }),
  };
}

export function threadMemberToWire({ id }: ThreadChannel, { userId, joinedAt }: ThreadMember): object {
  return { id, user_id: userId, join_timestamp: new Date(joinedAt).toISOString(), flags: 0 };
}
