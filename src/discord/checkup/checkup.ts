import type { REST } from "@discordjs/rest";
import { Routes, type APIApplicationCommand, type APIGatewayBotInfo } from "discord-api-types/v10";

import type { Resource } from "../../domain/blueprint.ts";
import type { Problem } from "../../provision/ports.ts";
import { readBotAccount, type BotAccount } from "./account.ts";
import { networkFailure } from "../rest/network-failures.ts";
import { creation } from "./invite.ts";
import { examine } from "../targets/preflight.ts";
import { openServer } from "../targets/server.ts";
import { threadProblems } from "./thread-rights.ts";

/** Questions about a bot and its server; nothing is ever written. Each rejects with a Failure. */
export interface DiscordCheckup {
  account(): Promise<BotAccount>;
  /** Connections to the gateway that are left today. */
  startsLeft(): Promise<{ readonly remaining: number; readonly total: number }>;
  serverName(): Promise<string>;
  /** Rights that deploying all of the resources needs and the bot lacks. */
  lacking(resources: readonly Resource[]): Promise<readonly Problem[]>;
  /** Roles with these ids that the bot stands below. */
  outOfReach(roleIds: readonly string[]): Promise<readonly Problem[]>;
  /** What keeps the bot from opening private threads in this channel, or from writing in them. */
  threadProblems(channelId: string): Promise<readonly Problem[]>;
  /** Commands of the same name and type that are registered for everywhere and for the server. */
  doubledCommands(): Promise<readonly string[]>;
  /** By how many milliseconds the local clock is ahead of Discord's, give or take a second. */
  clockAhead(now: () => number): Promise<number>;
}

export function openDiscordCheckup(rest: REST, guildId: string): DiscordCheckup {
  const server = openServer({ rest, guildId, reason: "flexcord doctor" });
  return {
    account: () => readBotAccount(rest),
    async startsLeft() {
      const doing = "asking for the gateway";
      const { session_start_limit } = await server.read<APIGatewayBotInfo>(Routes.gatewayBot(), doing);
      return session_start_limit;
    },
    serverName: async () => (await server.guild()).name,
    lacking: async (resources) => (await examine(server, resources.map(creation))).permissions,
    async outOfReach(roleIds) {
      const changes = roleIds.map((id) => ({
        kind: "discord.role" as const,
        key: id,
        creates: false,
        deletes: false,
        id,
        origin: null,
        fields: {},
        changed: new Set(["name"]),
      }));
      return (await examine(server, changes)).roles;
    },
    threadProblems: (channelId) => threadProblems(server, channelId),
    async doubledCommands() {
      const { applicationId } = await server.self();
      const doing = "reading the commands";
      const [everywhere, here] = await Promise.all([
        server.read<readonly APIApplicationCommand[]>(Routes.applicationCommands(applicationId), doing),
        server.read<readonly APIApplicationCommand[]>(
          Routes.applicationGuildCommands(applicationId, guildId),
          doing,
        ),
      ]);
      const known = new Set(everywhere.map(({ type, name }) => `${type} ${name}`));
      return here.filter(({ type, name }) => known.has(`${type} ${name}`)).map(({ name }) => name);
    },
    async clockAhead(now) {
      const before = now();
      const date = await serverDate(rest);
      // Dates on the wire are cut to the second: half a second is the fairest guess at the rest.
      return (before + now()) / 2 - (date + 500);
    },
  };
}

async function serverDate(rest: REST): Promise<number> {
  const { api, version } = rest.options;
  try {
    const answer = await fetch(`${api}/v${version}/gateway`, { signal: AbortSignal.timeout(10_000) });
    await answer.arrayBuffer();
    return Date.parse(answer.headers.get("date") ?? "");
  } catch (thrown) {
    throw networkFailure(thrown, "asking for the time");
  }
}
