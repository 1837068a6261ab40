import type { REST } from "@discordjs/rest";
import {
  Routes,
  type APIApplication,
  type APIAutoModerationRule,
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIRole,
  type APIWebhook,
} from "discord-api-types/v10";

import { once } from "../../domain/once.ts";
import { discordFailure } from "../rest/failures.ts";

export interface ServerOptions {
  readonly rest: REST;
  readonly guildId: string;
  /** What Discord's audit log says about each of our writes. */
  readonly reason: string;
}

export type HttpMethod = "post" | "patch" | "put" | "delete";

/** The server as one plan sees it: each list is asked for once, and only when somebody needs it. */
export interface Server {
  readonly guildId: string;
  guild(): Promise<APIGuild>;
  roles(): Promise<readonly APIRole[]>;
  channels(): Promise<readonly APIChannel[]>;
  webhooks(): Promise<readonly APIWebhook[]>;
  automod(): Promise<readonly APIAutoModerationRule[]>;
  self(): Promise<Self>;
  /** Asks again, past what is remembered. */
  read<T>(route: `/${string}`, doing: string, query?: Readonly<Record<string, string>>): Promise<T>;
  /** Every write carries the reason for the audit log. */
  write<T>(method: HttpMethod, route: `/${string}`, body: unknown, doing: string): Promise<T>;
}

/** Who the bot is on this server. */
export interface Self {
  readonly applicationId: string;
  readonly botId: string;
  /** The role Discord made for the bot; null when it was invited without any permission. */
  readonly roleId: string | null;
}

export function openServer({ rest, guildId, reason }: ServerOptions): Server {
  const read = async <T>(
    route: `/${string}`,
    doing: string,
    query: Readonly<Record<string, string>> = {},
  ): Promise<T> => {
    try {
      return (await rest.get(route, { query: new URLSearchParams(query) })) as T;
    } catch (error) {
      throw discordFailure(error, doing);
    }
  };
  const guild = once(() => read<APIGuild>(Routes.guild(guildId), "reading the server"));
  const roles = once(() =>
    read<readonly APIRole[]>(Routes.guildRoles(guildId), "reading the server's roles"),
  );
  const channels = once(() =>
    read<readonly APIChannel[]>(Routes.guildChannels(guildId), "reading the server's channels"),
  );
  const webhooks = once(() =>
    read<readonly APIWebhook[]>(Routes.guildWebhooks(guildId), "reading the server's webhooks"),
  );
  const automod = once(() =>
    read<readonly APIAutoModerationRule[]>(
      Routes.guildAutoModerationRules(guildId),
      "reading the AutoMod rules",
    ),
  );
  const write: Server["write"] = async <T>(
    method: HttpMethod,
    route: `/${string}`,
    body: unknown,
    doing: string,
  ) => {
    try {
      return (await rest[method](route, { body, reason })) as T;
    } catch (error) {
      throw discordFailure(error, doing);
    }
  };
  const application = once(() => read<APIApplication>(Routes.currentApplication(), "asking who the bot is"));
  return {
    guildId,
    guild,
    roles,
    channels,
    webhooks,
    automod,
    read,
    self: once(async () => {
      const [{ id, bot }, all] = await Promise.all([application(), roles()]);
      const botId = bot?.id ?? id;
      const own = all.find((role) => role.tags?.bot_id === botId);
      return { applicationId: id, botId, roleId: own?.id ?? null };
    }),
    write,
  };
}

/** The bot as a member of the server. */
export function readBotMember(server: Server, botId: string): Promise<APIGuildMember> {
  return server.read(Routes.guildMember(server.guildId, botId), "reading the bot's own roles");
}

/** Discord's ids say when the thing was made; milliseconds since 1970. */
export function createdAt(id: string): number {
  return Number((BigInt(id) >> 22n) + 1_420_070_400_000n);
}
