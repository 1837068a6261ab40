import { GatewayCloseCodes, GatewayIntentBits } from "discord-api-types/v10";
import { Failure } from "../../domain/failure.ts";

/** Intents that have to be switched on for the application before a bot may ask for them. */
const PRIVILEGED: readonly (readonly [bit: number, name: string])[] = [
  [GatewayIntentBits.GuildPresences, "Presence Intent"],
  [GatewayIntentBits.GuildMembers, "Server Members Intent"],
  [GatewayIntentBits.MessageContent, "Message Content Intent"],
];

type Explain = (intents: number) => Failure;

/** The closes after which Discord will not have us back, whatever we do. */
const FATAL: ReadonlyMap<number, Explain> = new Map<number, Explain>([
  [GatewayCloseCodes.AuthenticationFailed, tokenRefused],
  [GatewayCloseCodes.DisallowedIntents, disallowedIntents],
  [GatewayCloseCodes.ShardingRequired, tooManyServers],
  [GatewayCloseCodes.InvalidShard, () => ourMistake("an invalid shard")],
  [GatewayCloseCodes.InvalidAPIVersion, () => ourMistake("an invalid API version")],
  [GatewayCloseCodes.InvalidIntents, () => ourMistake("invalid intents")],
]);

/** Why the gateway will not have us back after closing with this code; null when it will. */
export function fatalClose(code: number, intents: number): Failure | null {
  return FATAL.get(code)?.(intents) ?? null;
}

function tokenRefused(): Failure {
  return new Failure("discord.auth", "Discord's gateway does not accept the bot token.", {
    fix: "Check DISCORD_TOKEN: it was reset, revoked or belongs to another application.",
  });
}

function tooManyServers(): Failure {
  return new Failure("discord.refused", "Discord wants this bot to be sharded: it is in too many servers.", {
    fix: "flexcord serves one server; use a bot of its own for it.",
  });
}

function ourMistake(what: string): Failure {
  return new Failure("bug.unexpected", `Discord's gateway says that flexcord connects with ${what}.`);
}

function disallowedIntents(intents: number): Failure {
  const wanted = PRIVILEGED.filter(([bit]) => (intents & bit) !== 0).map(([, name]) => name);
  const names = wanted.length === 0 ? "the privileged intents" : wanted.join(" and ");
  return new Failure("config.invalid", `The bot's application is not allowed to use ${names}.`, {
    fix: `In Discord's developer portal open the application, choose Bot, and switch on ${names} under Privileged Gateway Intents.`,
  });
}
