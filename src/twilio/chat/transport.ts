import type { Transport } from "../../bridge/ports.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import { unless } from "../transports/account.ts";
import { createTransport } from "../transports/transport.ts";
import { catchUp } from "./catch-up.ts";
import { callOn, changeAttributes, INACTIVE, isInactive, type ChatAccount } from "./chat-account.ts";
import { edit, post, remove } from "./lines.ts";
import { ensureChannel } from "./opening.ts";
import { detachFlow, ensureTask, requestAgent } from "./tasks.ts";

/**
 * For Flex Channels none is documented. Interactions, which took their place on the same host, are documented with 20
 * a second, chat services with 30; the lower is taken (assumed).
 */
const OPENINGS_PER_SECOND = 20;

/**
 * The legacy transport: members reach agents through Programmable Chat, a Flex Flow, Studio and TaskRouter, which Twilio
 * ended for Flex on 1 June 2026.
 */
export function createChatTransport(chat: ChatAccount): Transport {
  return createTransport(chat, {
    openingsPerSecond: OPENINGS_PER_SECOND,
    ensureConversation: ensureChannel,
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

/** A channel has no state: its end is what Flex writes into the attributes, and what we write there. */
async function close(chat: ChatAccount, id: TransportConversationId, signal: AbortSignal): Promise<void> {
  await unless(["twilio.closed", "twilio.not-found"], () =>
    changeAttributes(chat, id, signal, { status: INACTIVE }),
  );
}

/** Nobody can put a channel aside. */
async function stateOf(
  chat: ChatAccount,
  id: TransportConversationId,
  signal: AbortSignal,
): Promise<"active" | "closed"> {
  const found = await unless(["twilio.closed", "twilio.not-found"], () =>
    callOn(chat, id, signal, "read the channel", (channel) => channel.fetch()),
  );
  return found === null || isInactive(found) ? "closed" : "active";
}
