import { Failure } from "../../domain/failure.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import { isSid } from "../sids.ts";

/**
 * Channels of Programmable Chat and conversations of today are both CH and 32 digits, so our id of a channel says
 * which it is. A conversation thereby remembers for good on which transport it lives.
 */
const PREFIX = "chat-";

/** Null for what is no channel's SID. */
export function channelId(sid: unknown): TransportConversationId | null {
  return isSid(sid, "CH") ? (`${PREFIX}${sid}` as TransportConversationId) : null;
}

export function isChannelId(id: TransportConversationId): boolean {
  return id.startsWith(PREFIX);
}

export function channelSid(id: TransportConversationId): string {
  const sid = id.slice(PREFIX.length);
  if (!isChannelId(id) || !isSid(sid, "CH")) throw new Failure("bug.unexpected", "An id is not a channel's.");
  return sid;
}
