import { DiscordError } from "./errors.ts";

/** A request refused by a limit that its bucket's headers do not show. */
export class SublimitError extends DiscordError {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super(429, 0, "You are being rate limited.");
    this.retryAfterMs = retryAfterMs;
  }
}

/** A limit that no header announces: so many of one thing, in one channel, in a span of time. */
export interface Sublimit {
  /** Counts one; throws when there were too many of late. */
  readonly take: (channelId: string) => void;
  reset(): void;
}

/** Staff, 2020: a channel's name or topic may change twice in ten minutes. */
export const createRenameLimit = (now: () => number): Sublimit => createSublimit(2, 10 * 60_000, now);

/** Ten an hour: not documented, and told by Discord's own client. */
export const createCrosspostLimit = (now: () => number): Sublimit => createSublimit(10, 60 * 60_000, now);

function createSublimit(allowed: number, windowMs: number, now: () => number): Sublimit {
  const taken = new Map<string, readonly number[]>();
  return {
    take(channelId) {
      const lately = (taken.get(channelId) ?? []).filter((at) => now() - at < windowMs);
      const [oldest = now()] = lately;
      if (lately.length >= allowed) throw new SublimitError(windowMs - (now() - oldest));
      taken.set(channelId, [...lately, now()]);
    },
    reset: () => taken.clear(),
  };
}
