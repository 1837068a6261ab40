import type { ConversationId } from "../../domain/ids.ts";

export interface AssistantQuestion {
  /** The same for every try. */
  readonly key: string;
  readonly conversationId: ConversationId;
  readonly text: string;
  /** BCP 47. */
  readonly locale: string;
}

export interface AssistantAnswer {
  /** Ready for the member, links included; empty when nothing was found. */
  readonly text: string;
  readonly found: boolean;
  /** Whether a human is to take over. */
  readonly handoff?: boolean;
}

export interface Assistant {
  answer(question: AssistantQuestion, signal: AbortSignal): Promise<AssistantAnswer>;
}
