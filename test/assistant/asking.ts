import type { AssistantQuestion } from "../../src/bridge/ports.ts";
import type { ConversationId } from "../../src/domain/ids.ts";

/** A member's question. */
export function asking(text: string, locale = "en-US"): AssistantQuestion {
  return { key: "line.7", conversationId: "c-1" as ConversationId, text, locale };
}
