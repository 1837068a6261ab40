import { DiscordError } from "../rest/errors.ts";

/** Staff, 2020: a channel's name or topic may change twice in ten minutes; no header announces it. */
const ALLOWED = 2;
const WINDOW_MS = 10 * 60_000;

/** A request refused by a limit that its bucket's headers do not show. */
export class SublimitError extends DiscordError {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super(429, 0, "You are being rate limited.");
    this.retryAfterMs = retryAfterMs;
  }
}

export interface RenameLimit {
  /** Counts one change of a channel's name or topic; throws when there were too many. */
  readonly take: (channelId: string) => void;
  reset(): void;
}

export function createRenameLimit(now: () => number): RenameLimit {
  const changes = new Map<string, readonly number[]>();
  return {
    take(channelId) {
      const lately = (changes.get(channelId) ?? []).filter((at) => now() - at < WINDOW_MS);
      const [oldest = now()] = lately;
      if (lately.length >= ALLOWED) throw new SublimitError(WINDOW_MS - (now() - oldest));
      changes.set(channelId, [...lately, now()]);
    },
    reset: () => changes.clear(),
  };
}
