import { INTENT } from "./dispatch.ts";
import { isBotToken, type World } from "../world.ts";
import { type Close, isRecord } from "./protocol.ts";

export interface IdentifyRequest {
  readonly intents: number;
  readonly shard: readonly [id: number, count: number];
  readonly hasShard: boolean;
}

export interface ResumeRequest {
  readonly sessionId: string;
  readonly sequence: number;
}

/** Every intent bit that Discord gives a meaning. */
const KNOWN_INTENTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 20, 21, 24, 25].reduce(
  (bits, bit) => bits | (1 << bit),
  0,
);
const PRIVILEGED_INTENTS = INTENT.GUILD_MEMBERS | INTENT.GUILD_PRESENCES | INTENT.MESSAGE_CONTENT;

/** An IDENTIFY, or why Discord closes on it. */
export function readIdentify(data: unknown, world: World): IdentifyRequest | Close {
  if (!isRecord(data)) return "DECODE_ERROR";
  if (!isOurToken(data["token"], world)) return "AUTHENTICATION_FAILED";
  const intents = data["intents"];
  if (typeof intents !== "number" || (intents & ~KNOWN_INTENTS) !== 0) return "INVALID_INTENTS";
  if ((intents & PRIVILEGED_INTENTS & ~world.privilegedIntents) !== 0) return "DISALLOWED_INTENTS";
  const shard = data["shard"];
  if (shard === undefined || shard === null) return { intents, shard: [0, 1], hasShard: false };
  const [id, count] = Array.isArray(shard) ? (shard as unknown[]) : [];
  if (typeof id !== "number" || typeof count !== "number" || id < 0 || id >= count) return "INVALID_SHARD";
  return { intents, shard: [id, count], hasShard: true };
}

/** A RESUME, or why Discord closes on it. */
export function readResume(data: unknown, world: World): ResumeRequest | Close {
  if (!isRecord(data)) return "DECODE_ERROR";
  if (!isOurToken(data["token"], world)) return "AUTHENTICATION_FAILED";
  const { session_id: sessionId, seq: sequence } = data;
  if (typeof sessionId !== "string" || typeof sequence !== "number") return "DECODE_ERROR";
  return { sessionId, sequence };
}

/** The gateway takes the token with and without its prefix. */
function isOurToken(token: unknown, world: World): boolean {
  return typeof token === "string" && isBotToken(world, token.replace(/^Bot /u, ""));
}
