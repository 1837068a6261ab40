import type { Transport } from "../../bridge/ports.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import { unless } from "../transports/account.ts";
import { createTransport } from "../transports/transport.ts";
import { catchUp } from "./catch-up.ts";
import { callOn, type FlexAccount } from "./flex-account.ts";
import { edit, post, remove } from "./lines.ts";
import { ensureConversation } from "./opening.ts";
import { detachFlow, ensureTask, requestAgent } from "./tasks.ts";

/** Twilio's default, for each chat service (Conversations limits, documented). */
const OPENINGS_PER_SECOND = 30;

/**
 * Members reach agents through Conversations (classic) v1, Interactions, Studio and TaskRouter: what Flex
 * calls a custom channel.
 */
export function createConversationsTransport(flex: FlexAccount): Transport {
  return createTransport(flex, {
    openingsPerSecond: OPENINGS_PER_SECOND,
    ensureConversation,
    post,
    edit,
    remove,
    requestAgent,
    ensureTask,
    detachFlow,
    close,
    stateOf,
    catchUp,
  });
}

/** Without the webhook that would tell us what we have just done. */
async function close(flex: FlexAccount, id: TransportConversationId, signal: AbortSignal): Promise<void> {
  await unless(["twilio.closed"], () =>
    callOn(flex, id, signal, "close the conversation", (context) => context.update({ state: "closed" })),
  );
}

/** Put aside is what Twilio calls inactive; what is gone is closed. */
async function stateOf(
  flex: FlexAccount,
  id: TransportConversationId,
  signal: AbortSignal,
): Promise<"active" | "held" | "closed"> {
  const found = await unless(["twilio.closed", "twilio.not-found"], () =>
    callOn(flex, id, signal, "read the conversation", (context) => context.fetch()),
  );
  if (found === null || found.state === "closed") return "closed";
  return found.state === "inactive" ? "held" : "active";
}
