import { type Webhook, WEBHOOK } from "../channels/model.ts";
import type { World } from "../world.ts";
import { userToWire } from "./user.ts";

export function webhookToWire(world: World, webhook: Webhook): object {
  const creator = world.users.get(webhook.creatorId);
  const isIncoming = webhook.type === WEBHOOK.INCOMING;
  return {
    id: webhook.id,
    type: webhook.type,
    guild_id: world.guild.id,
    channel_id: webhook.channelId,
    name: webhook.name,
    avatar: null,
    // Whoever made a follower, it belongs to no application (assumed).
    application_id: isIncoming ? world.identity.applicationId : null,
    ...(creator === undefined ? {} : { user: userToWire(creator) }),
    ...(webhook.token === null ? {} : { token: webhook.token }),
    ...(isIncoming ? {} : sourceOf(world, webhook)),
  };
}

/** Where a follower's messages come from; absent once that is gone. */
function sourceOf(world: World, { sourceChannelId }: Webhook): object {
  const source = sourceChannelId === null ? undefined : world.channels.get(sourceChannelId);
  if (source?.kind !== "guild") return {};
  return {
    source_guild: { id: world.guild.id, name: world.guild.name, icon: null },
    source_channel: { id: source.id, name: source.name },
  };
}
