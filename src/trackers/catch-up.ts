import { asFailure } from "../domain/failure.ts";
import { createWorkLoop, type WorkLoop } from "../domain/work-loop.ts";
import type { Mirror, OutboxOptions } from "./outbox.ts";
import type { Hear, TrackerNews } from "./ports.ts";
import { nextTry } from "./schedule.ts";

export interface CatchUpOptions extends Pick<OutboxOptions, "store" | "clock" | "log" | "signal"> {
  readonly hear: Hear;
}

/** A tracker that has no news costs two requests, which count for no limit. */
const PERIOD_MS = 10 * 60_000;
const DAY_MS = 24 * 3_600_000;
/** Ids of what was heard are kept for thirty days: what is older might be taken for new. */
const OLDEST_DAYS = 28;

/**
 * Reads what happened in one tracker and nobody heard: when it begins, whenever it is told to look, and from time to time,
 * for a tracker that cannot reach us tells once and not again.
 */
export function createCatchUp(
  { key, news }: Pick<Mirror, "key"> & { readonly news: TrackerNews },
  { store, hear, clock, signal, ...options }: CatchUpOptions,
): WorkLoop {
  const log = options.log.with({ tracker: key });
  const reader = {
    known: (issueId: string, issueKey: string | null) => store.known(key, issueId, issueKey),
    hear: (heard: Parameters<Hear>[1]) => hear(key, heard),
  };
  let failures = 0;

  const step = async () => {
    try {
      const upTo = await store.readUpTo(key);
      if (upTo === null) return PERIOD_MS;
      // In whole days, so that the same is asked for again and again.
      const oldest = (Math.floor(clock.now() / DAY_MS) - OLDEST_DAYS) * DAY_MS;
      const read = await news.read(Math.max(upTo, oldest), reader, signal);
      failures = 0;
      if (read === null) return PERIOD_MS;
      await store.markRead(key, read.upTo);
      return read.more ? 0 : PERIOD_MS;
    } catch (thrown) {
      if (signal.aborted) return null;
      failures += 1;
      const { code, message, retryAfterMs = null } = asFailure(thrown);
      log.warn("what happened in a tracker could not be read", { code, reason: message, failures });
      return nextTry({ failures, inDoubt: false, limited: code === "tracker.rate-limited", retryAfterMs });
    }
  };
  return createWorkLoop(step, clock, signal);
}
