import type { API } from "@discordjs/core/http-only";
import { type APIThreadChannel, ChannelType, ThreadAutoArchiveDuration } from "discord-api-types/v10";
import type { MemberThread } from "../../bridge/ports.ts";
import type { Clock } from "../../domain/clock.ts";
import { asFailure, Failure } from "../../domain/failure.ts";
import type { PlaceId } from "../../domain/ids.ts";
import { callDiscord, idOf } from "../rest/call.ts";
import { findOwnThread } from "./own-threads.ts";

/** Which channels are private threads of ours. Messages of every other channel of the server are nobody's business. */
export interface ThreadPlaces {
  readonly has: (id: string) => boolean;
  add(id: PlaceId): void;
}

export type IsThread = ThreadPlaces["has"];

export function createThreadPlaces(): ThreadPlaces {
  const ids = new Set<string>();
  return { has: (id) => ids.has(id), add: (id) => void ids.add(id) };
}

/** Where private threads are opened. */
export interface HelpChannel {
  readonly guildId: string;
  readonly channelId: string;
}

/** Discord's bound for a thread's name, in code points. */
const LONGEST_NAME = 100;

interface Opening {
  readonly api: API;
  readonly clock: Clock;
  readonly help: HelpChannel | null;
  readonly threads: ThreadPlaces;
}

/**
 * Opens a member's private thread, or brings back the one they had, and puts them in. Making a thread knows no nonce:
 * one that an earlier try made is known by being ours, and by its name, which ends in the member's id.
 */
export async function openThread(
  { api, clock, help, threads }: Opening,
  member: MemberThread,
  signal: AbortSignal,
): Promise<PlaceId> {
  if (help === null) {
    throw new Failure("discord.refused", "There is no channel in which private threads are opened.", {
      fix: "Name one in bridge.threads.channel, and deploy.",
    });
  }
  const known = member.threadId !== null && (await bringBack({ api, clock }, member.threadId, signal));
  const id =
    known && member.threadId !== null
      ? member.threadId
      : ((await findThread({ api, clock }, help, member, signal)) ??
        (await makeThread({ api, clock }, help, member, signal)));
  threads.add(id);
  const doing = "adding the member to their private thread";
  const run = (signal: AbortSignal) => api.threads.addMember(id, member.memberId, { signal });
  await callDiscord({ doing, signal, clock, run });
  return id;
}

type Calling = Pick<Opening, "api" | "clock">;

/** Takes a thread out of the archive; false when it is gone, or locked to us. */
async function bringBack({ api, clock }: Calling, id: PlaceId, signal: AbortSignal): Promise<boolean> {
  const doing = "bringing a private thread back";
  const run = (signal: AbortSignal) => api.channels.edit(id, { archived: false }, { signal });
  try {
    await callDiscord({ doing, signal, clock, run });
    return true;
  } catch (thrown) {
    const { code } = asFailure(thrown);
    if (code === "discord.not-found" || code === "discord.permission") return false;
    throw thrown;
  }
}

async function findThread(
  calling: Calling,
  { guildId, channelId }: HelpChannel,
  member: MemberThread,
  signal: AbortSignal,
): Promise<PlaceId | null> {
  const wanted = {
    doing: "looking for the member's private thread",
    guildId,
    parentId: channelId,
    name: nameFor(member),
    type: ChannelType.PrivateThread as const,
    fits: ({ thread_metadata: state }: APIThreadChannel) => state?.locked !== true,
  };
  return (await findOwnThread(calling, wanted, signal)) as PlaceId | null;
}

async function makeThread(
  { api, clock }: Calling,
  { channelId }: HelpChannel,
  member: MemberThread,
  signal: AbortSignal,
): Promise<PlaceId> {
  const doing = "opening a private thread for the member";
  const body = {
    name: nameFor(member),
    type: ChannelType.PrivateThread as const,
    // Nobody but moderators and us can bring others in.
    invitable: false,
    auto_archive_duration: ThreadAutoArchiveDuration.OneWeek,
  };
  const run = (signal: AbortSignal) => api.channels.createThread(channelId, body, undefined, { signal });
  return idOf(await callDiscord({ doing, signal, clock, run }), doing) as PlaceId;
}

function nameFor({ displayName, memberId }: MemberThread): string {
  const end = ` · ${memberId}`;
  return (
    Array.from(displayName)
      .slice(0, LONGEST_NAME - end.length)
      .join("") + end
  );
}

/** In an archived thread nothing can be changed (documented): then it is brought back, and the change tried again. */
export async function inThread<Result>(
  calling: Calling & Pick<Opening, "threads">,
  placeId: PlaceId,
  signal: AbortSignal,
  change: () => Promise<Result>,
): Promise<Result> {
  try {
    return await change();
  } catch (thrown) {
    if (!calling.threads.has(placeId) || asFailure(thrown).code !== "discord.refused") throw thrown;
    if (!(await bringBack(calling, placeId, signal))) throw thrown;
    return change();
  }
}
