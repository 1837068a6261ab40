import { ApiError } from "./wire/api-error.ts";

/** What is counted, each for itself, and how many a second: thirty are documented for what is a conversation's. */
const A_SECOND = {
  "conversations of the service": 30,
  "messages of a conversation": 30,
  "participants of a conversation": 30,
  /** Documented for Interactions of the same host, assumed for these. */
  "Flex Channels": 20,
} as const;

type Counted = keyof typeof A_SECOND;

/** Refuses what the account asks for too often; reads are not counted. */
export interface ActionLimits {
  /** Counts one action, of the conversation or service with this SID; 20429 beyond the limit. */
  take(what: Counted, sid: string): void;
}

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
      if (before >= A_SECOND[what]) throw new ApiError(429, 20429, "Too Many Requests");
      used.set(key, before + 1);
    },
  };
}
