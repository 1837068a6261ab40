import type { Twilio } from "twilio";

import { Failure } from "../../domain/failure.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import type { MediaService } from "../media-service.ts";
import { isSid } from "../sids.ts";
import { call, hasCode, LASTING, type WorkAccount } from "../transports/account.ts";

/** The account as the conversations transport needs it. */
export interface FlexAccount extends WorkAccount {
  readonly ids: WorkAccount["ids"] & {
    /** The chat service of Flex, which must be the account's default one. */
    readonly chatServiceSid: string;
  };
  /** The full URL of the conversation's own webhook. */
  readonly callbackUrl: string;
  readonly media: MediaService;
  /** When a conversation of ours that is quiet becomes inactive and is closed; the account's defaults when absent. */
  readonly timers?: { readonly inactiveMinutes: number | null; readonly closedMinutes: number | null };
}

export type ConversationContext = ReturnType<Twilio["conversations"]["v1"]["conversations"]["get"]>;

function conversationOf(flex: FlexAccount, id: TransportConversationId): ConversationContext {
  if (!isSid(id, "CH")) throw new Failure("bug.unexpected", "An id is not a conversation's.");
  return flex.client.conversations.v1.conversations.get(id);
}

/**
 * A request about a conversation. How Twilio refuses one that is closed is not documented, so after any
 * lasting refusal the conversation itself is asked: "twilio.closed" when it is closed or gone.
 */
export async function callOn<T>(
  flex: FlexAccount,
  conversation: TransportConversationId,
  signal: AbortSignal,
  doing: string,
  run: (context: ConversationContext) => Promise<T>,
): Promise<T> {
  const context = conversationOf(flex, conversation);
  try {
    return await call(signal, doing, () => run(context));
  } catch (thrown) {
    if (hasCode(thrown, ...LASTING) && (await isOver(context, signal))) {
      throw new Failure("twilio.closed", `Could not ${doing}: the conversation is closed.`, {
        cause: thrown,
      });
    }
    throw thrown;
  }
}

async function isOver(context: ConversationContext, signal: AbortSignal): Promise<boolean> {
  try {
    const { state } = await call(signal, "read the conversation", () => context.fetch());
    return state === "closed";
  } catch (thrown) {
    return hasCode(thrown, "twilio.not-found");
  }
}
