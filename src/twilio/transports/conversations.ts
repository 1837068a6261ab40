import type { Transport } from "../../bridge/ports.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import { callOn, unless, type Desk } from "./desk.ts";
import { detachFlow } from "./flow.ts";
import { post } from "./lines.ts";
import { ensureConversation } from "./opening.ts";
import { ensureTask, queuePosition, requestAgent } from "./tasks.ts";

/**
 * Members reach agents through Conversations (classic) v1, Interactions, Studio and TaskRouter: what Flex
 * calls a custom channel. Everything rejects with a Failure.
 */
export function createConversationsTransport(desk: Desk): Transport {
  return {
    ensureConversation: (spec, signal) => ensureConversation(desk, spec, signal),
    post: (line, signal) => post(desk, line, signal),
    requestAgent: (facts, signal) => requestAgent(desk, facts, signal),
    ensureTask: (facts, signal) => ensureTask(desk, facts, signal),
    async detachFlow(conversation, signal) {
      await detachFlow(desk, conversation, signal);
    },
    close: (conversation, signal) => close(desk, conversation, signal),
    queuePosition: (task, signal) => queuePosition(desk, task, signal),
  };
}

/** Without the webhook that would tell us what we have just done. */
async function close(desk: Desk, id: TransportConversationId, signal: AbortSignal): Promise<void> {
  await unless(["twilio.closed"], () =>
    callOn(desk, id, signal, "close the conversation", (context) => context.update({ state: "closed" })),
  );
}
