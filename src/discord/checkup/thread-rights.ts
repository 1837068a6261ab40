import type { APIChannel, APIRole } from "discord-api-types/v10";
import { OverwriteType } from "discord-api-types/v10";

import { permissionBits, type PermissionName } from "../../domain/permission.ts";
import type { Problem } from "../../provision/ports.ts";
import { bitsOf, namesOf } from "../targets/permission-names.ts";
import { readBotMember, type Server } from "../targets/server.ts";

/** What opening a member's private thread and everything that is shown in it take (documented for each call). */
const NEEDED: readonly PermissionName[] = [
  "ViewChannel",
  "CreatePrivateThreads",
  "SendMessagesInThreads",
  "ReadMessageHistory",
  "EmbedLinks",
  "AttachFiles",
];

/** What keeps the bot from opening private threads in a channel, or from writing in them. */
export async function threadProblems(server: Server, channelId: string): Promise<readonly Problem[]> {
  const { botId } = await server.self();
  const [channels, roles, member] = await Promise.all([
    server.channels(),
    server.roles(),
    readBotMember(server, botId),
  ]);
  const channel = channels.find(({ id }) => id === channelId);
  if (channel === undefined) return [gone(channelId)];
  const own = [server.guildId, ...member.roles];
  const bits = bitsIn(
    channel,
    roles.filter(({ id }) => own.includes(id)),
    { guildId: server.guildId, own, botId },
  );
  const lacking = namesOf(String(BigInt(bitsOf(NEEDED)) & ~bits));
  return lacking.length === 0 ? [] : [lacks(channel, lacking)];
}

interface Bot {
  readonly guildId: string;
  /** Ids of its roles, everyone's among them. */
  readonly own: readonly string[];
  readonly botId: string;
}

/** Discord's own order: what the roles give, then everyone's overwrite, the roles' together, and the bot's own. */
function bitsIn(channel: APIChannel, roles: readonly APIRole[], { guildId, own, botId }: Bot): bigint {
  const given = roles.reduce((all, { permissions }) => all | BigInt(permissions), 0n);
  if ((given & permissionBits.Administrator) !== 0n) return ~0n;
  const overwrites = ("permission_overwrites" in channel ? channel.permission_overwrites : null) ?? [];
  const apply = (bits: bigint, isMeant: (overwrite: (typeof overwrites)[number]) => boolean) => {
    const meant = overwrites.filter(isMeant);
    const denied = meant.reduce((all, { deny }) => all | BigInt(deny), 0n);
    return meant.reduce((all, { allow }) => all | BigInt(allow), bits & ~denied);
  };
  const everyone = apply(given, ({ id }) => id === guildId);
  const ofRoles = apply(
    everyone,
    ({ id, type }) => type === OverwriteType.Role && id !== guildId && own.includes(id),
  );
  return apply(ofRoles, ({ id, type }) => type === OverwriteType.Member && id === botId);
}

function gone(channelId: string): Problem {
  return {
    code: "discord.not-found",
    message: `The channel of private threads (${channelId}) is not there, or the bot does not see it.`,
    fix: "Let the bot's role view it in the channel's settings; `flexcord deploy` makes one that was deleted again.",
  };
}

function lacks(channel: APIChannel, lacking: readonly string[]): Problem {
  const list = lacking.join(", ");
  return {
    code: "discord.permission",
    message: `In #${channel.name ?? channel.id} the bot lacks what private threads take: ${list}.`,
    fix: `Open the channel's settings, Permissions, the bot's role, and allow: ${list}. Where the config denies them to everyone, \`flexcord deploy\` allows the bot what it needs.`,
  };
}
