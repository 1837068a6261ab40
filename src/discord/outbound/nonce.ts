import { createHash } from "node:crypto";
import type { MemberLine } from "../../bridge/ports.ts";

/** Discord's bound for a nonce. */
const LONGEST_NONCE = 25;
/** How many messages are remembered with their nonces; the oldest go first. */
const MOST_REMEMBERED = 10_000;

/** The same for every try. Discord compares nonces per author and not per channel, so the place is in it. */
export function nonceOf({ placeId, key }: Pick<MemberLine, "placeId" | "key">, part: number): string {
  return createHash("sha256").update(`${placeId}:${key}:${part}`).digest("base64url").slice(0, LONGEST_NONCE);
}

/**
 * Which nonces this process has written messages with, by message id: tells lines of the same text
 * apart where Discord does not give nonces back.
 */
export interface NonceMemory {
  get(messageId: string): string | undefined;
  remember(messageId: string, nonce: string): void;
}

export function createNonceMemory(): NonceMemory {
  const nonces = new Map<string, string>();
  return {
    get: (messageId) => nonces.get(messageId),
    remember(messageId, nonce) {
      nonces.set(messageId, nonce);
      const [oldest] = nonces.keys();
      if (nonces.size > MOST_REMEMBERED && oldest !== undefined) nonces.delete(oldest);
    },
  };
}
