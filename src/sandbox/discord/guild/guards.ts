import { refusal } from "../rest/errors.ts";
import type { Channel, DmChannel, GuildChannel, ServerChannel } from "../channels/model.ts";
import type { Member, Role } from "./model.ts";
import { PERMISSION } from "./permission-bits.ts";
import { channelPermissions, guildPermissions, has, highestPosition } from "./permissions.ts";
import type { World } from "../world.ts";

/** The bot as a member of the server. */
export function botMember(world: World): Member {
  const member = world.members.get(world.identity.botId);
  if (member === undefined) throw refusal("unknownGuild");
  return member;
}

/** Discord tells nobody whether a server it has not let them into exists. */
export function requireGuild(world: World, guildId: string): void {
  if (guildId !== world.guild.id) throw refusal("unknownGuild");
}

export function requireGuildPermission(world: World, permission: bigint): void {
  if (!has(guildPermissions(world, botMember(world)), permission)) throw refusal("missingPermissions");
}

/** Any channel the bot can look into. */
export function visibleChannel(world: World, channelId: string): Channel {
  const channel = world.channels.get(channelId);
  if (channel === undefined) throw refusal("unknownChannel");
  if (channel.kind !== "dm" && !has(botBits(world, channel), PERMISSION.VIEW_CHANNEL)) {
    throw refusal("missingAccess");
  }
  return channel;
}

/** A server channel the bot can look into and where it has `permission`. */
export function guildChannelWith(world: World, channelId: string, permission: bigint): GuildChannel {
  const channel = visibleChannel(world, channelId);
  if (channel.kind === "dm") throw refusal("notInDms");
  if (channel.kind === "thread") throw refusal("wrongChannelType");
  if (!has(botBits(world, channel), permission)) throw refusal("missingPermissions");
  return channel;
}

/** The bot's permissions in a server channel or a thread. */
export function botBits(world: World, channel: ServerChannel): bigint {
  return channelPermissions(world, botMember(world), channel);
}

/** The person a DM channel leads to must let the bot write. */
export function requireOpenDms(world: World, channel: DmChannel): void {
  if (world.users.get(channel.recipientId)?.dmsOpen !== true) throw refusal("closedDms");
}

/** A role the bot may change: it exists and stands below the bot's highest. */
export function roleBelowBot(world: World, roleId: string): Role {
  const role = world.roles.get(roleId);
  if (role === undefined) throw refusal("unknownRole");
  if (role.position >= highestPosition(world, botMember(world))) throw refusal("missingPermissions");
  return role;
}
