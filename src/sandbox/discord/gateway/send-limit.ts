import { SENDS_PER_MINUTE } from "./protocol.ts";

/** Counts a client's payloads; true once there are more than 120 in a minute. */
export function createSendLimit(now: () => number): () => boolean {
  let windowEnd = 0;
  let sent = 0;
  return () => {
    if (now() >= windowEnd) {
      windowEnd = now() + 60_000;
      sent = 0;
    }
    sent += 1;
    return sent > SENDS_PER_MINUTE;
  };
}
