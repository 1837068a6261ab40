import type { APIRole } from "discord-api-types/v10";

import type { ResourceKind } from "../../domain/blueprint.ts";
import { permissionBits, type PermissionName } from "../../domain/permission.ts";
import type { Intention, Problem, Value } from "../../provision/ports.ts";
import { featureProblems } from "./features.ts";
import { limitProblems, makesRules } from "./limits.ts";
import { bitsOf } from "./permission-names.ts";
import { isOlder } from "./rearrange.ts";
import { readBotMember, type Server } from "./server.ts";

/** What the bot may do everywhere on the server, and how high it stands. */
interface Standing {
  readonly bits: bigint;
  readonly isAdministrator: boolean;
  readonly highest: APIRole | null;
}

/** Whether the bot may do all of it, and whether it fits; everything that is wrong at once. */
export async function discordPreflight(
  server: Server,
  intentions: readonly Intention[],
): Promise<readonly Problem[]> {
  const { permissions, roles, limits } = await examine(server, intentions);
  return [...permissions, ...roles, ...limits];
}

/** What stands in the way, by what is to be done about it. */
export interface Examination {
  readonly permissions: readonly Problem[];
  readonly roles: readonly Problem[];
  readonly limits: readonly Problem[];
}

export async function examine(server: Server, intentions: readonly Intention[]): Promise<Examination> {
  const ours = intentions.filter(({ kind }) => kind.startsWith("discord."));
  const writing = ours.filter(({ creates, deletes, changed }) => creates || deletes || changed.size > 0);
  if (writing.length === 0) return { permissions: [], roles: [], limits: [] };
  const { botId } = await server.self();
  const [roles, channels, automod, member] = await Promise.all([
    server.roles(),
    server.channels(),
    makesRules(ours) ? server.automod() : [],
    readBotMember(server, botId),
  ]);
  const own = roles.filter((role) => role.id === server.guildId || member.roles.includes(role.id));
  const standing = standingOf(own, server.guildId, rightsLeft(writing));
  return {
    permissions: lackingPermissions(writing, standing),
    roles: rolesOutOfReach(writing, roles, standing),
    limits: [
      ...limitProblems(ours, { roles, channels, automod }),
      ...featureProblems(ours, await server.guild()),
    ],
  };
}

/** What the plan leaves everyone, and so the bot; null when it does not speak of everyone. */
function rightsLeft(writing: readonly Intention[]): bigint | null {
  const everyone = writing.find(({ kind }) => kind === "discord.everyone");
  return everyone === undefined ? null : BigInt(bitsOf(list(everyone.fields["permissions"])));
}

function standingOf(own: readonly APIRole[], guildId: string, left: bigint | null): Standing {
  // What everyone loses on the way may be gone before it is needed.
  const bitsIn = ({ id, permissions }: APIRole) =>
    id === guildId && left !== null ? BigInt(permissions) & left : BigInt(permissions);
  const bits = own.reduce((all, role) => all | bitsIn(role), 0n);
  const above = own.filter((role) => role.id !== guildId).toSorted((a, b) => (isAbove(a, b) ? -1 : 1));
  return { bits, isAdministrator: (bits & permissionBits.Administrator) !== 0n, highest: above[0] ?? null };
}

/** Of two roles at the same position the older one is higher. */
const isAbove = (one: APIRole, other: APIRole): boolean =>
  one.position > other.position || (one.position === other.position && isOlder(one.id, other.id));

function lackingPermissions(intentions: readonly Intention[], standing: Standing): readonly Problem[] {
  if (standing.isAdministrator) return [];
  const lacking = neededPermissions(intentions).filter(
    (name) => (BigInt(bitsOf([name])) & ~standing.bits) !== 0n,
  );
  const locked = intentions.filter(setsManageRoles).map(({ key }) => key);
  const administrator: Problem = {
    code: "discord.permission",
    message: `Only an administrator may allow or deny ManageRoles in a channel (${locked.join(", ")}).`,
    fix: "Leave ManageRoles out of the channel's permissions, or give the bot's role Administrator.",
  };
  const list = lacking.join(", ");
  const plain: Problem = {
    code: "discord.permission",
    message: `The bot lacks permissions that this deploy needs on the server: ${list}.`,
    fix: `Open Server Settings, Roles, the bot's role, and switch on: ${list}. A bot can hand on only what it has itself.`,
  };
  return [...(lacking.length > 0 ? [plain] : []), ...(locked.length > 0 ? [administrator] : [])];
}

/** Every permission the bot must have for all of it, each once. */
export function neededPermissions(intentions: readonly Intention[]): readonly string[] {
  return [...new Set(intentions.flatMap(permissionsFor))];
}

/** What Discord asks of a bot for one change: the right to manage, and every permission it hands on. */
function permissionsFor({ kind, creates, changed, fields }: Intention): readonly string[] {
  if (kind === "discord.role") {
    return ["ManageRoles", ...(creates || changed.has("permissions") ? list(fields["permissions"]) : [])];
  }
  if (kind === "discord.everyone") return ["ManageRoles", ...list(fields["permissions"])];
  if (kind !== "discord.category" && kind !== "discord.channel") return FOR_KIND[kind] ?? [];
  const manage: readonly PermissionName[] = ["ViewChannel", "ManageChannels"];
  const handedOn = overwritesSet({ creates, changed, fields }).flatMap((overwrite) => [
    ...list(overwrite["allow"]),
    ...list(overwrite["deny"]),
  ]);
  return handedOn.length > 0 ? [...manage, "ManageRoles", ...handedOn] : manage;
}

/** What writing a kind takes, whatever it is about. */
const FOR_KIND: Partial<Readonly<Record<ResourceKind, readonly PermissionName[]>>> = {
  "discord.panel": ["ViewChannel", "SendMessages", "ReadMessageHistory", "PinMessages"],
  "discord.webhook": ["ManageWebhooks"],
  "discord.follow": ["ManageWebhooks"],
  "discord.automod": ["ManageGuild"],
  "discord.welcome-screen": ["ManageGuild"],
  "discord.onboarding": ["ManageGuild", "ManageRoles"],
};

type Rule = { readonly [field: string]: Value };

function overwritesSet({
  creates,
  changed,
  fields,
}: Pick<Intention, "creates" | "changed" | "fields">): readonly Rule[] {
  if (!creates && !changed.has("overwrites")) return [];
  return (fields["overwrites"] ?? []) as readonly Rule[];
}

const setsManageRoles = (intention: Intention): boolean =>
  overwritesSet(intention).some((rule) =>
    [...list(rule["allow"]), ...list(rule["deny"])].includes("ManageRoles"),
  );

const list = (value: Value | undefined): readonly string[] => (value ?? []) as readonly string[];

/** A bot changes only roles strictly below its own highest one, whatever its permissions. */
function rolesOutOfReach(
  intentions: readonly Intention[],
  roles: readonly APIRole[],
  { highest }: Standing,
): readonly Problem[] {
  const touched = intentions.flatMap(({ kind, id }) =>
    kind === "discord.role" ? roles.filter((role) => role.id === id) : [],
  );
  const above = touched.filter((role) => highest === null || !isAbove(highest, role));
  if (above.length === 0) return [];
  const names = above.map((role) => `"${role.name}"`).join(", ");
  const own = highest === null ? "a role of its own" : `its role "${highest.name}"`;
  return [
    {
      code: "discord.permission",
      message: `The bot stands below roles that it is to change: ${names}.`,
      fix: `Open Server Settings, Roles, and drag the bot's role above ${names}; the bot has ${own} now.`,
    },
  ];
}
