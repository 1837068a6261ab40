import type { Transport } from "../../bridge/ports.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import { catchUp } from "./catch-up.ts";
import { callOn, unless, type FlexAccount } from "./flex-account.ts";
import { detachFlow } from "./flow.ts";
import { post } from "./lines.ts";
import { ensureConversation } from "./opening.ts";
import { ensureTask, queuePosition, requestAgent } from "./tasks.ts";

/** Twilio's default, for each chat service (Conversations limits, documented). */
const OPENINGS_PER_SECOND = 30;

/**
 * Members reach agents through Conversations (classic) v1, Interactions, Studio and TaskRouter: what Flex
 * calls a custom channel. Everything rejects with a Failure.
 */
export function createConversationsTransport(flex: FlexAccount): Transport {
  return {
    openingsPerSecond: OPENINGS_PER_SECOND,
    ensureConversation: (spec, signal) => ensureConversation(flex, spec, signal),
    post: (line, signal) => post(flex, line, signal),
    requestAgent: (facts, signal) => requestAgent(flex, facts, signal),
    ensureTask: (facts, signal) => ensureTask(flex, facts, signal),
    async detachFlow(conversation, signal) {
      await detachFlow(flex, conversation, signal);
    },
    close: (conversation, signal) => close(flex, conversation, signal),
    catchUp: (known, signal) => catchUp(flex, known, signal),
    queuePosition: (task, signal) => queuePosition(flex, task, signal),
  };
}

/** Without the webhook that would tell us what we have just done. */
async function close(flex: FlexAccount, id: TransportConversationId, signal: AbortSignal): Promise<void> {
  await unless(["twilio.closed"], () =>
    callOn(flex, id, signal, "close the conversation", (context) => context.update({ state: "closed" })),
  );
}
