import { SimpleIdentifyThrottler, type IIdentifyThrottler, type WebSocketManager } from "@discordjs/ws";
import type { APIGatewaySessionStartLimit } from "discord-api-types/v10";
import { Failure } from "../../domain/failure.ts";

/** Discord resets the token of a bot that identifies too often in a day; we stop long before. */
const RESERVE = 50;

/** Why we must not identify now; null when we may. Resuming costs nothing and is never refused. */
export function identifyRefusal(limit: APIGatewaySessionStartLimit): Failure | null {
  if (limit.remaining >= RESERVE) return null;
  const hours = Math.ceil(limit.reset_after / 3_600_000);
  return new Failure(
    "discord.rate-limited",
    `Only ${limit.remaining} of ${limit.total} gateway sessions are left to this bot today; flexcord keeps ${RESERVE} in reserve.`,
    {
      retryAfterMs: limit.reset_after,
      fix: `Find what keeps restarting a bot with this token, then start again in about ${hours} h.`,
    },
  );
}

/** Lets the library identify as slowly as Discord asks, and not at all when the day's budget runs out. */
export async function createIdentifyThrottler(
  manager: WebSocketManager,
  refuse: (failure: Failure) => void,
): Promise<IIdentifyThrottler> {
  const { session_start_limit: first } = await manager.fetchGatewayInformation();
  const throttler = new SimpleIdentifyThrottler(first.max_concurrency);
  let known = first;
  let identified = 0;
  return {
    async waitForIdentify(shardId, signal) {
      await throttler.waitForIdentify(shardId, signal);
      if (identified > 0) known = await current(manager, known);
      const refusal = identifyRefusal(known);
      if (refusal !== null) {
        refuse(refusal);
        await abortOf(signal);
      }
      identified += 1;
      known = { ...known, remaining: known.remaining - 1 };
    },
  };
}

/** Asks again; where that fails, our own count has to do. */
async function current(
  manager: WebSocketManager,
  known: APIGatewaySessionStartLimit,
): Promise<APIGatewaySessionStartLimit> {
  try {
    return (await manager.fetchGatewayInformation(true)).session_start_limit;
  } catch {
    return known;
  }
}

/**
 * Rejects when the shard is closed, and not before: after any other rejection the library connects and
 * asks again, for ever (@discordjs/ws 2.0.4).
 */
function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(new Error("The shard was closed while it waited to identify."));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
