import { API } from "@discordjs/core/http-only";
import type { REST } from "@discordjs/rest";
import type { Clock } from "../../domain/clock.ts";
import { asFailure } from "../../domain/failure.ts";
import type { Log } from "../../domain/log.ts";
import { callDiscord } from "../rest/call.ts";
import type { Names } from "../markdown/from-discord.ts";

interface Dependencies {
  readonly rest: REST;
  readonly guildId: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Between two looks for a name that is not known. */
const PAUSE_MS = 5 * 60_000;

/**
 * What the server's channels and roles are called, so that agents read names and not numbers. Read once, and
 * again when an unknown id turns up; until then, and for other servers', there is no name.
 */
export async function openServerNames(dependencies: Dependencies): Promise<Names> {
  const { clock, log } = dependencies;
  let channels: ReadonlyMap<string, string> = new Map();
  let roles: ReadonlyMap<string, string> = new Map();
  let readAt = 0;
  const read = async () => {
    readAt = clock.now();
    try {
      ({ channels, roles } = await readServer(dependencies));
    } catch (thrown) {
      log.warn("The server's names could not be read", { code: asFailure(thrown).code });
    }
  };
  const look = (names: ReadonlyMap<string, string>, id: string): string | null => {
    const name = names.get(id) ?? null;
    if (name === null && clock.now() - readAt > PAUSE_MS) void read();
    return name;
  };
  await read();
  return {
    member: () => null,
    channel: (id) => look(channels, id),
    role: (id) => look(roles, id),
  };
}

async function readServer({ rest, guildId, clock, signal }: Dependencies) {
  const api = new API(rest);
  const doing = "reading what the server's channels and roles are called";
  const run = (signal: AbortSignal) =>
    Promise.all([api.guilds.getChannels(guildId, { signal }), api.guilds.getRoles(guildId, { signal })]);
  const [channels, roles] = await callDiscord({ doing, signal, clock, run });
  return {
    channels: new Map(channels.map(({ id, name }) => [id, name ?? "unknown-channel"])),
    roles: new Map(roles.map(({ id, name }) => [id, name])),
  };
}
