import { createHmac } from "node:crypto";

export const AUTH_TOKEN = "0123456789abcdef0123456789abcdef";
export const CONVERSATION_SID = `CH${"3".repeat(32)}`;
export const PUBLIC_URL = "https://bench.example.com";

/** The webhook of one message, as Twilio sends and signs it: 13 parameters, about 620 bytes. */
export function webhookOf(n: number): { readonly body: string; readonly signature: string } {
  const fields: Readonly<Record<string, string>> = {
    AccountSid: `AC${"1".repeat(32)}`,
    Attributes: "{}",
    Author: "alex@example.com",
    Body: "Thanks for waiting. I have looked into your account, and the purchase is there; please sign in again.",
    ChatServiceSid: `IS${"2".repeat(32)}`,
    ClientIdentity: "alex@example.com",
    ConversationSid: CONVERSATION_SID,
    DateCreated: "2026-11-22T12:00:00.000Z",
    EventType: "onMessageAdded",
    Index: String(n),
    MessageSid: `IM${n.toString(16).padStart(32, "0")}`,
    ParticipantSid: `MB${"4".repeat(32)}`,
    Source: "SDK",
  };
  const signed = Object.entries(fields).reduce(
    (text, [key, value]) => text + key + value,
    `${PUBLIC_URL}/twilio/conversations`,
  );
  const signature = createHmac("sha1", AUTH_TOKEN).update(signed).digest("base64");
  return { body: new URLSearchParams(fields).toString(), signature };
}
