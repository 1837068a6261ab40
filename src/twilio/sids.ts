import type { TransportConversationId } from "../domain/ids.ts";

/** Two letters and 32 hexadecimal digits. */
export function isSid(value: unknown, prefix: string): value is string {
  return typeof value === "string" && value.startsWith(prefix) && /^[A-Z]{2}[0-9a-fA-F]{32}$/.test(value);
}

export function conversationSid(value: unknown): TransportConversationId | null {
  return isSid(value, "CH") ? (value as TransportConversationId) : null;
}
