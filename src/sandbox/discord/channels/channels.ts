import { blankChannel } from "./blank.ts";
import { readChannel } from "./form.ts";
import { emitChannel, saveChannel } from "./events.ts";
import { type DiscordError, refusal } from "../rest/errors.ts";
import { invalidForm } from "../rest/form-errors.ts";
import type { Form } from "../rest/form.ts";
import { botBits, guildChannelWith, requireGuildPermission } from "../guild/guards.ts";
import { CHANNEL, type GuildChannel } from "./model.ts";
import { requireChangeable, requireTargets } from "./overwrites.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { has } from "../guild/permissions.ts";
import { removeThread, threads } from "./threads.ts";
import type { World } from "../world.ts";

const MOST_CHANNELS = 500;
const MOST_CHILDREN = 50;

/** Creates a channel at the end; in a category without overwrites of its own it gets the category's. */
export function createChannel(world: World, form: Form): GuildChannel {
  requireGuildPermission(world, PERMISSION.MANAGE_CHANNELS);
  const channel = readChannel(world, form, blankChannel(world.nextId(), nextPosition(world)), true);
  if (guildChannels(world).length >= MOST_CHANNELS) throw refusal("tooManyChannels");
  const parent = requireParent(world, channel);
  const isExplicit = (form.raw("permission_overwrites") ?? null) !== null;
  if (isExplicit) {
    requireTargets(world, channel.overwrites);
    requireChangeable(world, [], channel.overwrites, channel.parentId);
  }
  const stored = isExplicit || parent === null ? channel : { ...channel, overwrites: parent.overwrites };
  world.channels.set(stored.id, stored);
  emitChannel(world, "CHANNEL_CREATE", stored);
  return stored;
}

export function modifyChannel(
  world: World,
  channelId: string,
  form: Form,
  limitRename: (channelId: string) => void,
): GuildChannel {
  const before = guildChannelWith(world, channelId, PERMISSION.MANAGE_CHANNELS);
  const after = readChannel(world, form, before, false);
  if (after.overwrites !== before.overwrites) {
    if (!has(botBits(world, before), PERMISSION.MANAGE_ROLES)) throw refusal("missingPermissions");
    requireTargets(world, after.overwrites);
    requireChangeable(world, before.overwrites, after.overwrites, after.parentId);
  }
  if (after.parentId !== before.parentId) requireParent(world, after);
  if (after.name !== before.name || after.topic !== before.topic) limitRename(channelId);
  saveChannel(world, after);
  return after;
}

/** Deletes a channel; a category leaves its children behind. */
export function deleteChannel(world: World, channelId: string): GuildChannel {
  const channel = guildChannelWith(world, channelId, PERMISSION.MANAGE_CHANNELS);
  if ([world.guild.rulesChannelId, world.guild.publicUpdatesChannelId].includes(channelId)) {
    throw refusal("neededByCommunity");
  }
  for (const thread of threads(world)) if (thread.parentId === channelId) removeThread(world, thread);
  world.channels.delete(channelId);
  for (const webhook of world.webhooks.values()) {
    if (webhook.channelId === channelId) world.webhooks.delete(webhook.id);
  }
  if (world.guild.systemChannelId === channelId) world.guild = { ...world.guild, systemChannelId: null };
  for (const child of guildChannels(world)) {
    if (child.parentId === channelId) saveChannel(world, { ...child, parentId: null });
  }
  emitChannel(world, "CHANNEL_DELETE", channel);
  return channel;
}

/** Moves several channels at once; only one of them to another category. */
export function moveChannels(world: World, forms: readonly Form[]): void {
  requireGuildPermission(world, PERMISSION.MANAGE_CHANNELS);
  const moves = forms.map((form) => ({
    id: form.snowflake("id", { required: true }) ?? "",
    position: form.integer("position", { min: 0 }),
    parentId: form.snowflake("parent_id"),
    lockPermissions: form.boolean("lock_permissions") ?? false,
  }));
  forms[0]?.done();
  const changes = moves.map(({ id, position, parentId, lockPermissions }) => {
    const before = guildChannelWith(world, id, PERMISSION.MANAGE_CHANNELS);
    const moved = {
      ...before,
      position: position ?? before.position,
      parentId: parentId === undefined ? before.parentId : parentId,
    };
    const parent = moved.parentId === before.parentId ? parentOf(world, moved) : requireParent(world, moved);
    const after = lockPermissions && parent !== null ? { ...moved, overwrites: parent.overwrites } : moved;
    return { before, after };
  });
  if (changes.filter(({ before, after }) => before.parentId !== after.parentId).length > 1) {
    throw refusal("oneParentAtATime");
  }
  for (const { after } of changes) saveChannel(world, after);
}

export function guildChannels(world: World): readonly GuildChannel[] {
  return [...world.channels.values()].filter((channel) => channel.kind === "guild");
}

function nextPosition(world: World): number {
  return Math.max(-1, ...guildChannels(world).map(({ position }) => position)) + 1;
}

function parentOf(world: World, channel: GuildChannel): GuildChannel | null {
  const parent = channel.parentId === null ? undefined : world.channels.get(channel.parentId);
  return parent?.kind === "guild" ? parent : null;
}

/** The category a channel is put in, which must be one with room that the bot can see. */
function requireParent(world: World, channel: GuildChannel): GuildChannel | null {
  if (channel.parentId === null) return null;
  const parent = parentOf(world, channel);
  if (parent === null) throw parentFault("CHANNEL_PARENT_INVALID", "Category does not exist");
  if (parent.type !== CHANNEL.CATEGORY || channel.type === CHANNEL.CATEGORY) {
    throw parentFault("CHANNEL_PARENT_INVALID_TYPE", "Not a category");
  }
  if (!has(botBits(world, parent), PERMISSION.VIEW_CHANNEL)) throw refusal("missingAccess");
  const children = guildChannels(world).filter(({ parentId }) => parentId === parent.id);
  if (children.length >= MOST_CHILDREN) {
    throw parentFault(
      "CHANNEL_PARENT_MAX_CHANNELS",
      `Maximum number of channels in category reached (${MOST_CHILDREN})`,
    );
  }
  return parent;
}

function parentFault(code: string, message: string): DiscordError {
  return invalidForm(["parent_id"], code, message);
}
