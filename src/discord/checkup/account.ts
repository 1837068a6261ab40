import type { REST } from "@discordjs/rest";
import {
  ApplicationFlags,
  Routes,
  type APIApplication,
  type RESTGetAPICurrentUserGuildsResult,
} from "discord-api-types/v10";

import { discordFailure } from "../rest/failures.ts";

/** Whom a bot token belongs to. */
export interface BotAccount {
  readonly applicationId: string;
  readonly botId: string;
  readonly name: string;
  /** The privileged intents that are on in the developer portal, by Discord's names. */
  readonly privilegedIntents: readonly string[];
  /** Where Discord sends people back to after they signed in. */
  readonly redirectUris: readonly string[];
}

export interface ServerName {
  readonly id: string;
  readonly name: string;
}

/** An application has one flag while it serves few users and another one once Discord has approved it. */
const PRIVILEGED = {
  GuildPresences: ApplicationFlags.GatewayPresence | ApplicationFlags.GatewayPresenceLimited,
  GuildMembers: ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited,
  MessageContent: ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited,
} as const;

/** "discord.auth" when Discord does not take the token. */
export async function readBotAccount(rest: REST): Promise<BotAccount> {
  const application = await get<APIApplication>(rest, Routes.currentApplication(), "asking who the bot is");
  const { id, name, bot, flags } = application;
  const on = Object.entries(PRIVILEGED).filter(([, flag]) => (flags & flag) !== 0);
  return {
    applicationId: id,
    botId: bot?.id ?? id,
    name,
    privilegedIntents: on.map(([intent]) => intent),
    redirectUris: application.redirect_uris ?? [],
  };
}

/** Discord's own bound of a page. */
const PAGE = 200;

/** Every server the bot is in, by name. */
export async function listServers(rest: REST): Promise<readonly ServerName[]> {
  const servers: ServerName[] = [];
  for (let after = "0"; ;) {
    const query = new URLSearchParams({ limit: String(PAGE), after });
    const route = `${Routes.userGuilds()}?${query.toString()}` as const;
    const page = await get<RESTGetAPICurrentUserGuildsResult>(rest, route, "listing the bot's servers");
    servers.push(...page.map(({ id, name }) => ({ id, name })));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = last.id;
  }
  return servers.toSorted((one, other) => one.name.localeCompare(other.name));
}

async function get<T>(rest: REST, route: `/${string}`, doing: string): Promise<T> {
  try {
    return (await rest.get(route)) as T;
  } catch (thrown) {
    throw discordFailure(thrown, doing);
  }
}
