import {
  CHANNEL,
  type GuildChannel,
  type Overwrite,
  type ServerChannel,
  type ThreadChannel,
} from "../channels/model.ts";
import type { Member } from "./model.ts";
import { ALL_PERMISSIONS, bitsOf, PERMISSION } from "./permission-bits.ts";
import type { World } from "../world.ts";

/** What SEND_MESSAGES brings with it; without it none of these count in a text channel. */
const NEEDS_SENDING = bitsOf("MENTION_EVERYONE", "SEND_TTS_MESSAGES", "ATTACH_FILES", "EMBED_LINKS");

/** What a member may do on the server, before any channel's overwrites. */
export function guildPermissions(world: World, member: Member): bigint {
  if (member.userId === world.guild.ownerId) return ALL_PERMISSIONS;
  const everyone = world.roles.get(world.guild.id)?.permissions ?? 0n;
  const bits = member.roles.reduce((sum, id) => sum | (world.roles.get(id)?.permissions ?? 0n), everyone);
  return (bits & PERMISSION.ADMINISTRATOR) === 0n ? bits : ALL_PERMISSIONS;
}

/**
 * What a member may do in a channel: overwrites of @everyone, then of all their roles together, then
 * their own. A category's overwrites play no part; a channel has copies or its own. In a thread the parent's
 * count, and SEND_MESSAGES means SEND_MESSAGES_IN_THREADS (documented).
 */
export function channelPermissions(world: World, member: Member, channel: ServerChannel): bigint {
  if (channel.kind === "thread") return threadPermissions(world, member, channel);
  return withoutSending(permissionsFor(world, member, channel));
}

function permissionsFor(world: World, member: Member, channel: GuildChannel): bigint {
  const base = guildPermissions(world, member);
  if ((base & PERMISSION.ADMINISTRATOR) !== 0n) return base;
  const roles = new Set(member.roles);
  const bits = [
    channel.overwrites.filter(({ id }) => id === world.guild.id),
    channel.overwrites.filter(({ id, target }) => target === "role" && roles.has(id)),
    channel.overwrites.filter(({ id, target }) => target === "member" && id === member.userId),
  ].reduce(applyOverwrites, base);
  return (bits & PERMISSION.VIEW_CHANNEL) === 0n ? 0n : bits;
}

/** A private thread is open to those who were added, and to moderators; a public one to whoever sees its parent. */
function threadPermissions(world: World, member: Member, thread: ThreadChannel): bigint {
  const parent = world.channels.get(thread.parentId);
  if (parent?.kind !== "guild") return 0n;
  const bits = permissionsFor(world, member, parent);
  const isIn = thread.members.some(({ userId }) => userId === member.userId);
  const isOpen = isIn || thread.type === CHANNEL.PUBLIC_THREAD;
  if (!isOpen && (bits & PERMISSION.MANAGE_THREADS) === 0n) return 0n;
  const sends = (bits & PERMISSION.SEND_MESSAGES_IN_THREADS) !== 0n;
  return withoutSending(sends ? bits | PERMISSION.SEND_MESSAGES : bits & ~PERMISSION.SEND_MESSAGES);
}

function withoutSending(bits: bigint): bigint {
  return (bits & PERMISSION.SEND_MESSAGES) === 0n ? bits & ~NEEDS_SENDING : bits;
}

function applyOverwrites(bits: bigint, overwrites: readonly Overwrite[]): bigint {
  const deny = overwrites.reduce((sum, overwrite) => sum | overwrite.deny, 0n);
  const allow = overwrites.reduce((sum, overwrite) => sum | overwrite.allow, 0n);
  return (bits & ~deny) | allow;
}

/** The position of a member's highest role; the owner stands above all. */
export function highestPosition(world: World, member: Member): number {
  if (member.userId === world.guild.ownerId) return Number.POSITIVE_INFINITY;
  return Math.max(0, ...member.roles.map((id) => world.roles.get(id)?.position ?? 0));
}

export function has(bits: bigint, wanted: bigint): boolean {
  return (bits & wanted) === wanted;
}
