import { ApiError } from "./wire/api-error.ts";

/** What is counted, each for itself: documented are thirty of them a second. */
type Counted =
  | "conversations of the service"
  | "messages of a conversation"
  | "participants of a conversation";

/** Refuses what the account asks for too often; reads are not counted. */
export interface ActionLimits {
  /** Counts one action, of the conversation or service with this SID; 20429 beyond the limit. */
  take(what: Counted, sid: string): void;
}

const A_SECOND = 30;
const WINDOW_MS = 1_000;

/** Counts in fixed windows. Whether Twilio names a time to come back is not documented; this one does not. */
export function createActionLimits(now: () => number): ActionLimits {
  const used = new Map<string, number>();
  let endsAt = 0;
  return {
    take(what, sid) {
      if (now() >= endsAt) {
        used.clear();
        endsAt = now() + WINDOW_MS;
      }
      const key = `${what} ${sid}`;
      const before = used.get(key) ?? 0;
      if (before >= A_SECOND) throw new ApiError(429, 20429, "Too Many Requests");
      used.set(key, before + 1);
    },
  };
}
