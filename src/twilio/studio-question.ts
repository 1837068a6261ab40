import type { EpochMs, TransportMessageId } from "../domain/ids.ts";
import { channelId } from "./chat/channel-id.ts";
import { conversationSid, isSid } from "./sids.ts";
import type { Inbound } from "./told.ts";

/** The flow's question, from JSON or a form; its secret has been checked before. */
export function studioQuestion(
  question: {
    readonly conversationSid?: unknown;
    /** What the flow of the legacy transport names instead. */
    readonly channelSid?: unknown;
    readonly messageSid?: unknown;
  },
  now: EpochMs,
): Exclude<Inbound, { readonly ignored: string }> {
  const conversation = conversationSid(question.conversationSid) ?? channelId(question.channelSid);
  const { messageSid } = question;
  if (conversation === null) return { invalid: "no conversation is named" };
  if (!isSid(messageSid, "IM")) return { invalid: "no message is named" };
  const happening = {
    kind: "assistant.asked",
    transportConversationId: conversation,
    transportMessageId: messageSid as TransportMessageId,
  } as const;
  return { event: { source: "studio", sourceId: messageSid, at: now, happening } };
}
