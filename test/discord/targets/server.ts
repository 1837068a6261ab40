import { onTestFinished } from "vitest";

import type { Resource, Spec } from "../../../src/domain/blueprint.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import { createParallelRest } from "../../../src/discord/rest/parallel-rest.ts";
import { createDiscordSide } from "../../../src/discord/targets/discord-side.ts";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";
import { openProxy } from "../../provision/proxy.ts";
import { rounds } from "../../provision/round.ts";
import { resource } from "../../provision/shelf.ts";

interface TapeEntry {
  readonly method: string;
  readonly path: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly status: number;
}

/** An imitated server, the real REST client, and deploys against it. */
export async function openServer() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const { api, token, guildId, applicationId } = sandbox.ready.discord;
  const network = await openProxy(sandbox.url);
  const rest = createParallelRest({ token, api: api.replace(sandbox.url, network.url), clock: systemClock });
  const openSides = () => [createDiscordSide({ rest, guildId, reason: "flexcord deploy of game (test)" })];
  let seen = 0;
  /** What was asked of Discord since the last time. */
  const tape = async (): Promise<readonly TapeEntry[]> => {
    const answer = await fetch(`${sandbox.url}/control/tape?after=${seen}&vendor=discord&limit=1000`);
    const { entries, last } = (await answer.json()) as { entries: TapeEntry[]; last: number };
    seen = last;
    return entries;
  };
  /** Turns a dial of the imitation. */
  const dial = async (name: "community" | "boosts", enabled: boolean) => {
    const body = JSON.stringify({ enabled });
    const headers = { "content-type": "application/json" };
    await fetch(`${sandbox.url}/control/discord/${name}`, { method: "PUT", headers, body });
  };
  return {
    rest,
    dial,
    guildId,
    applicationId,
    network: network.rules,
    tape,
    ...rounds(openSides, systemClock, guildId),
    /** Somebody else with the same rights, who knows nothing of what we deployed. */
    stranger: () => rounds(openSides, systemClock, guildId),
  };
}

type Fields = Readonly<Record<string, Spec>>;

export const role = (key: string, order: number, spec: Fields = {}): Resource =>
  resource("discord.role", key, {
    permissions: [],
    color: null,
    hoist: false,
    mentionable: false,
    order,
    ...spec,
  });

export const category = (key: string, order: number, spec: Fields = {}): Resource =>
  resource("discord.category", key, { overwrites: [], order, ...spec });

export const channel = (key: string, order: number, spec: Fields = {}): Resource =>
  resource("discord.channel", key, {
    type: "text",
    category: null,
    topic: null,
    slowmode: 0,
    nsfw: false,
    overwrites: [],
    tags: [],
    requireTag: false,
    order,
    ...spec,
  });

export const command = (key: string, spec: Fields = {}): Resource =>
  resource("discord.command", key, {
    type: "slash",
    description: `What ${key} does`,
    scope: "global",
    contexts: ["server", "bot-dm"],
    options: [],
    defaultPermissions: null,
    nameLocalizations: {},
    descriptionLocalizations: {},
    ...spec,
  });

export const toRole = (key: string): Spec => ({ ref: { kind: "discord.role", key } });
export const toChannel = (key: string): Spec => ({ ref: { kind: "discord.channel", key } });
export const toCategory = (key: string): Spec => ({ ref: { kind: "discord.category", key } });
