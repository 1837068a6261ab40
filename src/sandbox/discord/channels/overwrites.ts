import { refusal } from "../rest/errors.ts";
import type { Form } from "../rest/form.ts";
import { botMember, guildChannelWith } from "../guild/guards.ts";
import type { Overwrite } from "./model.ts";
import { saveChannel } from "./events.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { channelPermissions, guildPermissions, has } from "../guild/permissions.ts";
import type { World } from "../world.ts";

/** Reads `permission_overwrites`; undefined when it is absent or null. */
export function readOverwrites(form: Form): readonly Overwrite[] | undefined {
  const forms = form.forms("permission_overwrites", { max: 100 });
  return forms?.map((item) => ({
    id: item.snowflake("id", { required: true }) ?? "",
    ...readOverwrite(item),
  }));
}

function readOverwrite(form: Form): Omit<Overwrite, "id"> {
  const target = form.choice("type", [0, 1]) === 1 ? "member" : "role";
  return { target, allow: form.bits("allow") ?? 0n, deny: form.bits("deny") ?? 0n };
}

export function putOverwrite(world: World, channelId: string, targetId: string, form: Form): void {
  const channel = guildChannelWith(world, channelId, PERMISSION.MANAGE_ROLES);
  const overwrite = { id: targetId, ...readOverwrite(form) };
  form.done();
  requireTarget(world, overwrite);
  const others = channel.overwrites.filter(({ id }) => id !== targetId);
  const overwrites = [...others, overwrite];
  requireChangeable(world, channel.overwrites, overwrites, channel.parentId);
  saveChannel(world, { ...channel, overwrites });
}

export function deleteOverwrite(world: World, channelId: string, targetId: string): void {
  const channel = guildChannelWith(world, channelId, PERMISSION.MANAGE_ROLES);
  const overwrites = channel.overwrites.filter(({ id }) => id !== targetId);
  if (overwrites.length === channel.overwrites.length) throw refusal("unknownOverwrite");
  requireChangeable(world, channel.overwrites, overwrites, channel.parentId);
  saveChannel(world, { ...channel, overwrites });
}

export function requireTargets(world: World, overwrites: readonly Overwrite[]): void {
  for (const overwrite of overwrites) requireTarget(world, overwrite);
}

function requireTarget(world: World, { id, target }: Overwrite): void {
  if (target === "role" && !world.roles.has(id)) throw refusal("unknownRole");
  if (target === "member" && !world.members.has(id)) throw refusal("unknownMember");
}

/**
 * The bot may only touch bits it has on the server or in the parent category, and Manage Roles only as an
 * administrator.
 */
export function requireChangeable(
  world: World,
  before: readonly Overwrite[],
  after: readonly Overwrite[],
  parentId: string | null,
): void {
  const bot = botMember(world);
  const onServer = guildPermissions(world, bot);
  if (has(onServer, PERMISSION.ADMINISTRATOR)) return;
  const parent = parentId === null ? undefined : world.channels.get(parentId);
  const inParent = parent?.kind === "guild" ? channelPermissions(world, bot, parent) : 0n;
  const own = (onServer | inParent) & ~PERMISSION.MANAGE_ROLES;
  if (!has(own, changedBits(before, after))) throw refusal("missingPermissions");
}

function changedBits(before: readonly Overwrite[], after: readonly Overwrite[]): bigint {
  const ids = new Set([...before, ...after].map(({ id }) => id));
  return [...ids].reduce((bits, targetId) => {
    const was = before.find(({ id }) => id === targetId);
    const is = after.find(({ id }) => id === targetId);
    return bits | ((was?.allow ?? 0n) ^ (is?.allow ?? 0n)) | ((was?.deny ?? 0n) ^ (is?.deny ?? 0n));
  }, 0n);
}
