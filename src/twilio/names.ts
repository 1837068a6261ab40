import type { Voice } from "../bridge/effect.ts";
import type { MemberId } from "../domain/ids.ts";

/**
 * Under which names flexcord writes into a conversation. Identities are safe in URLs and hold no personal
 * data beyond the member's id, as Twilio asks.
 */
const MEMBER_PREFIX = "discord_";
const OWN = { assistant: "flexcord-assistant", notice: "flexcord-notice" } as const;

export function identityOf(memberId: MemberId): string {
  return `${MEMBER_PREFIX}${memberId}`;
}

export function authorOf(voice: Exclude<Voice, "agent">, memberId: MemberId): string {
  return voice === "member" ? identityOf(memberId) : OWN[voice];
}

/** Whether flexcord itself wrote under this name. */
export function isOurs(author: string): boolean {
  return author.startsWith(MEMBER_PREFIX) || author === OWN.assistant || author === OWN.notice;
}
