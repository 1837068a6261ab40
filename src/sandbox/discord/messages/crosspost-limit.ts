import { SublimitError } from "../channels/rename-limit.ts";

/** Ten an hour for each channel: not documented, and told by Discord's own client; no header announces it. */
const ALLOWED = 10;
const WINDOW_MS = 60 * 60_000;

export interface CrosspostLimit {
  /** Counts one message published from a channel; throws when there were too many. */
  readonly take: (channelId: string) => void;
  reset(): void;
}

export function createCrosspostLimit(now: () => number): CrosspostLimit {
  const published = new Map<string, readonly number[]>();
  return {
    take(channelId) {
      const lately = (published.get(channelId) ?? []).filter((at) => now() - at < WINDOW_MS);
      const [oldest = now()] = lately;
      if (lately.length >= ALLOWED) throw new SublimitError(WINDOW_MS - (now() - oldest));
      published.set(channelId, [...lately, now()]);
    },
    reset: () => published.clear(),
  };
}
