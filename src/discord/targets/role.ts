import { Routes, type APIRole } from "discord-api-types/v10";

import type { Fields, Found, ResolvedFields, Target } from "../../provision/ports.ts";
import { namesOf, bitsOf, sameOrder } from "./permission-names.ts";
import { isOlder, rearrange } from "./rearrange.ts";
import { createdAt, type Server } from "./server.ts";
import { textOf } from "./text-of.ts";

interface RoleFields {
  readonly name: string;
  readonly permissions: readonly string[];
  /** `#rrggbb`, or null for none. */
  readonly color: string | null;
  readonly hoist: boolean;
  readonly mentionable: boolean;
  /** A Unicode emoji beside the names of its members; only boosted servers have them. */
  readonly emoji?: string | null;
}

export function roleTarget(server: Server): Target {
  return {
    kind: "discord.role",
    noun: "role",
    rewritten: ["name"],
    guarded: [],
    isFixed: () => false,
    async read() {
      const found = shown(await server.roles(), server.guildId);
      return {
        found,
        wanted: ({ spec }) => {
          const { order, ...fields } = spec as unknown as RoleFields & { readonly order: number };
          return { fields: canonicalRole(fields), name: fields.name, order, notes: [] };
        },
      };
    },
    alike: (found, wanted) => found["name"] === wanted["name"],
    owns: () => false,
    async create({ fields }) {
      const route = Routes.guildRoles(server.guildId);
      return foundRole(
        await server.write("post", route, bodyOf(fields), `creating the ${nameIn(fields)}`),
        0,
      );
    },
    async update({ id, fields, changed }) {
      const sent = Object.entries(bodyOf(fields)).filter(([field]) => changes(changed, field));
      const cleared = changed.has("emoji") && fields["emoji"] === null ? { unicode_emoji: null } : {};
      const body = { ...Object.fromEntries(sent), ...cleared };
      const route = Routes.guildRole(server.guildId, id);
      return foundRole(await server.write("patch", route, body, `changing the ${nameIn(fields)}`), 0);
    },
    async remove({ id, name }) {
      const route = Routes.guildRole(server.guildId, id);
      await server.write("delete", route, undefined, `deleting the role "${name}"`);
    },
    arrange: (ids) => arrangeRoles(server, ids),
  };
}

/** Roles of bots, integrations and boosters belong to Discord, and @everyone is no role to plan. */
function shown(roles: readonly APIRole[], guildId: string): readonly Found[] {
  return topFirst(roles)
    .filter((role) => role.id !== guildId && !role.managed)
    .map((role, rank) => foundRole(role, rank));
}

/** As Discord ranks them; of two at the same position the older one is higher. */
function topFirst(roles: readonly APIRole[]): readonly APIRole[] {
  return roles.toSorted((a, b) => b.position - a.position || (isOlder(a.id, b.id) ? -1 : 1));
}

function foundRole(role: APIRole, rank: number): Found {
  const color = role.colors.primary_color;
  return {
    id: role.id,
    name: role.name,
    createdAt: createdAt(role.id),
    place: { group: "roles", rank },
    fields: canonicalRole({
      name: role.name,
      permissions: namesOf(role.permissions),
      color: color === 0 ? null : `#${color.toString(16).padStart(6, "0")}`,
      hoist: role.hoist,
      mentionable: role.mentionable,
      emoji: role.unicode_emoji ?? null,
    }),
  };
}

function canonicalRole({ name, permissions, color, hoist, mentionable, emoji }: RoleFields): Fields {
  // Black is Discord's word for "no colour".
  const shade = color === null || color === "#000000" ? null : color.toLowerCase();
  return {
    name: name.trim(),
    permissions: sameOrder(permissions),
    color: shade,
    hoist,
    mentionable,
    emoji: emoji ?? null,
  };
}

/** Every field is sent on creation: a role made without permissions gets those of @everyone. */
function bodyOf(fields: ResolvedFields) {
  const { name, permissions, color, hoist, mentionable, emoji } = fields as unknown as RoleFields;
  const primary = color === null ? 0 : Number.parseInt(color.slice(1), 16);
  return {
    name,
    permissions: bitsOf(permissions),
    colors: { primary_color: primary, secondary_color: null, tertiary_color: null },
    hoist,
    mentionable,
    // Without boosts the field alone is refused, even to say that there is none.
    ...((emoji ?? null) === null ? {} : { unicode_emoji: emoji }),
  };
}

const NAMES: Readonly<Record<string, string>> = { colors: "color", unicode_emoji: "emoji" };

const changes = (changed: ReadonlySet<string>, field: string): boolean => changed.has(NAMES[field] ?? field);

const nameIn = (fields: ResolvedFields): string => `role "${textOf(fields, "name")}"`;

async function arrangeRoles(server: Server, topToBottom: readonly string[]): Promise<void> {
  const roles = await server.read<readonly APIRole[]>(
    Routes.guildRoles(server.guildId),
    "reading the order of the roles",
  );
  // A bot may not even name a role in its request that stands at or above its own.
  const ranked = topFirst(roles);
  const { roleId } = await server.self();
  const below = ranked.slice(ranked.findIndex((role) => role.id === roleId) + 1);
  const bottomUp = below.filter((role) => role.id !== server.guildId).toReversed();
  const moves = rearrange(bottomUp, topToBottom.toReversed(), (one, other) => isOlder(other, one));
  if (moves.length === 0) return;
  await server.write("patch", Routes.guildRoles(server.guildId), moves, "ordering the roles");
}
