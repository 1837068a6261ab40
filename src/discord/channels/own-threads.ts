import type { API } from "@discordjs/core/http-only";
import type { APIThreadChannel, ChannelType } from "discord-api-types/v10";
import type { Clock } from "../../domain/clock.ts";
import { callDiscord } from "../rest/call.ts";

interface Calling {
  readonly api: API;
  readonly clock: Clock;
}

interface Wanted {
  /** Names the look-up for a human. */
  readonly doing: string;
  readonly guildId: string;
  /** The channel or forum it is under. */
  readonly parentId: string;
  readonly name: string;
  readonly type: ChannelType.PrivateThread | ChannelType.PublicThread;
  readonly fits: (thread: APIThreadChannel) => boolean;
}

/**
 * An active thread that an earlier try of ours made. Members give threads whatever name they like: one is taken for
 * ours only when we own it, or somebody else would read along in it.
 */
export async function findOwnThread(
  { api, clock }: Calling,
  { doing, guildId, parentId, name, type, fits }: Wanted,
  signal: AbortSignal,
): Promise<string | null> {
  const read = (signal: AbortSignal) => api.guilds.getActiveThreads(guildId, { signal });
  const { threads } = await callDiscord({ doing, signal, clock, run: read });
  const candidates = threads
    .filter((thread): thread is APIThreadChannel => thread.type === type)
    .filter((thread) => thread.name === name && thread.parent_id === parentId && fits(thread));
  if (candidates.length === 0) return null;
  const who = (signal: AbortSignal) => api.users.getCurrent({ signal });
  const { id: ours } = await callDiscord({ doing, signal, clock, run: who });
  return candidates.find(({ owner_id: owner }) => owner === ours)?.id ?? null;
}
