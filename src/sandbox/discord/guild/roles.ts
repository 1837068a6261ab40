import { INTENT } from "../gateway/dispatch.ts";
import { refusal } from "../rest/errors.ts";
import type { Form } from "../rest/form.ts";
import { botMember, requireGuildPermission, roleBelowBot } from "./guards.ts";
import type { Role } from "./model.ts";
import { PERMISSION } from "./permission-bits.ts";
import { guildPermissions, has, highestPosition } from "./permissions.ts";
import { byAge } from "../snowflake.ts";
import { roleToWire } from "../wire/role.ts";
import type { World } from "../world.ts";

const MOST_ROLES = 250;

/** Creates a role at the bottom, just above @everyone. What is not said is @everyone's. */
export function createRole(world: World, form: Form): Role {
  requireGuildPermission(world, PERMISSION.MANAGE_ROLES);
  const everyone = world.roles.get(world.guild.id)?.permissions ?? 0n;
  const role = readRole(world, form, {
    id: world.nextId(),
    name: "new role",
    permissions: everyone,
    position: 1,
    color: 0,
    hoist: false,
    mentionable: false,
    unicodeEmoji: null,
    managed: false,
    botId: null,
  });
  if (form.raw("permissions") !== undefined) requireGrantable(world, 0n, role.permissions);
  if (world.roles.size >= MOST_ROLES) throw refusal("tooManyRoles");
  for (const other of world.roles.values()) {
    if (other.position > 0) updateRole(world, { ...other, position: other.position + 1 });
  }
  world.roles.set(role.id, role);
  emitRole(world, "GUILD_ROLE_CREATE", { role: roleToWire(role) });
  return role;
}

export function modifyRole(world: World, roleId: string, form: Form): Role {
  requireGuildPermission(world, PERMISSION.MANAGE_ROLES);
  const before = roleBelowBot(world, roleId);
  const after = readRole(world, form, before);
  requireGrantable(world, before.permissions, after.permissions);
  updateRole(world, after);
  return after;
}

export function deleteRole(world: World, roleId: string): void {
  requireGuildPermission(world, PERMISSION.MANAGE_ROLES);
  const role = roleBelowBot(world, roleId);
  if (role.managed || role.id === world.guild.id) throw refusal("invalidRole");
  world.roles.delete(roleId);
  for (const member of world.members.values()) {
    world.members.set(member.userId, { ...member, roles: member.roles.filter((id) => id !== roleId) });
  }
  for (const channel of world.channels.values()) {
    if (channel.kind !== "guild" || !channel.overwrites.some(({ id }) => id === roleId)) continue;
    const overwrites = channel.overwrites.filter(({ id }) => id !== roleId);
    world.channels.set(channel.id, { ...channel, overwrites });
  }
  emitRole(world, "GUILD_ROLE_DELETE", { role_id: roleId });
  renumber(world, byPosition(world));
}

/** Puts roles at new positions; the others keep their order around them. */
export function moveRoles(world: World, forms: readonly Form[]): void {
  requireGuildPermission(world, PERMISSION.MANAGE_ROLES);
  const ceiling = highestPosition(world, botMember(world));
  const moves = forms.map((form) => {
    const id = form.snowflake("id", { required: true }) ?? "";
    const position = form.integer("position", { min: 0 });
    return { id, position };
  });
  forms[0]?.done();
  const targets = moves.flatMap(({ id, position }) => {
    const role = roleBelowBot(world, id);
    if (position === undefined || position === null || position === role.position) return [];
    if (role.id === world.guild.id || position >= ceiling) throw refusal("missingPermissions");
    return [{ role, position }];
  });
  const moved = new Set(targets.map(({ role }) => role.id));
  const order = byPosition(world).filter((role) => !moved.has(role.id));
  for (const { role, position } of targets.toSorted((a, b) => a.position - b.position)) {
    order.splice(Math.max(1, position), 0, role);
  }
  renumber(world, order);
}

function byPosition(world: World): Role[] {
  return [...world.roles.values()].toSorted((a, b) => a.position - b.position || byAge(a, b));
}

function renumber(world: World, order: readonly Role[]): void {
  for (const [position, role] of order.entries()) {
    if (role.position !== position) updateRole(world, { ...role, position });
  }
}

function updateRole(world: World, role: Role): void {
  world.roles.set(role.id, role);
  emitRole(world, "GUILD_ROLE_UPDATE", { role: roleToWire(role) });
}

function emitRole(world: World, event: string, data: object): void {
  const guild_id = world.guild.id;
  world.emit({ event, data: { guild_id, ...data }, intent: INTENT.GUILDS, ofGuild: true });
}

function readRole(world: World, form: Form, base: Role): Role {
  const colors = form.form("colors");
  const primary = colors?.integer("primary_color", { min: 0, max: 0xff_ff_ff, required: true });
  const color = form.integer("color", { min: 0, max: 0xff_ff_ff });
  const name = form.string("name", { max: 100 })?.trim();
  const permissions = form.bits("permissions");
  const hoist = form.boolean("hoist");
  const mentionable = form.boolean("mentionable");
  const unicodeEmoji = form.string("unicode_emoji", { max: 100 });
  form.done();
  const hasIcons = world.guild.features.includes("ROLE_ICONS");
  const wantsBoosts = [form.raw("icon"), hasIcons ? null : unicodeEmoji, colors?.raw("secondary_color")];
  if (wantsBoosts.some((value) => value !== undefined && value !== null)) throw refusal("needsBoosts");
  return {
    ...base,
    name: name === undefined || name === "" || base.name === "@everyone" ? base.name : name,
    permissions: permissions ?? base.permissions,
    color: primary ?? color ?? base.color,
    hoist: hoist ?? base.hoist,
    mentionable: mentionable ?? base.mentionable,
    unicodeEmoji: unicodeEmoji === undefined ? base.unicodeEmoji : unicodeEmoji,
  };
}

/** Nobody gives or takes what they do not have. */
function requireGrantable(world: World, before: bigint, after: bigint): void {
  const own = guildPermissions(world, botMember(world));
  if (!has(own, before ^ after)) throw refusal("missingPermissions");
}
