/** Gateway opcodes that the sandbox speaks. */
export const OP = {
  DISPATCH: 0,
  HEARTBEAT: 1,
  IDENTIFY: 2,
  PRESENCE_UPDATE: 3,
  VOICE_STATE_UPDATE: 4,
  RESUME: 6,
  RECONNECT: 7,
  INVALID_SESSION: 9,
  HELLO: 10,
  HEARTBEAT_ACK: 11,
} as const;

/** Why Discord closes a connection. */
export const CLOSE = {
  UNKNOWN_OPCODE: [4001, "Unknown opcode."],
  DECODE_ERROR: [4002, "Error while decoding payload."],
  NOT_AUTHENTICATED: [4003, "Not authenticated."],
  AUTHENTICATION_FAILED: [4004, "Authentication failed."],
  ALREADY_AUTHENTICATED: [4005, "Already authenticated."],
  INVALID_SEQUENCE: [4007, "Invalid seq."],
  RATE_LIMITED: [4008, "Rate limited."],
  SESSION_TIMED_OUT: [4009, "Session timed out."],
  INVALID_SHARD: [4010, "Invalid shard."],
  INVALID_INTENTS: [4013, "Invalid intent(s)."],
  DISALLOWED_INTENTS: [4014, "Disallowed intent(s)."],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export type Close = keyof typeof CLOSE;

/** Codes with which a client gives its session up; after any other it can be resumed. */
export const ENDS_SESSION: readonly number[] = [1000, 1001];

export const HEARTBEAT_INTERVAL_MS = 41_250;
/** Larger payloads are refused. */
export const LARGEST_PAYLOAD = 4096;
/** Payloads a client may send in a minute. */
export const SENDS_PER_MINUTE = 120;
/** Discord says "a few minutes". */
export const RESUMABLE_MS = 3 * 60_000;

export interface Payload {
  readonly op: number;
  readonly d: unknown;
}

/** A client's payload; null when it is none. */
export function parsePayload(text: string): Payload | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value) || typeof value["op"] !== "number") return null;
    return { op: value["op"], d: value["d"] };
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
