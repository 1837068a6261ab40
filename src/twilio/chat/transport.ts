import type { Transport } from "../../bridge/ports.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import { twilioFailure } from "../failures.ts";
import { unless } from "../conversations/flex-account.ts";
import { createQueues } from "../transports/queues.ts";
import { describe, rate } from "../transports/task-attributes.ts";
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
 * ended for Flex on 1 June 2026. Everything rejects with a Failure.
 */
export function createChatTransport(chat: ChatAccount): Transport {
  const queues = createQueues(chat);
  return {
    openingsPerSecond: OPENINGS_PER_SECOND,
    ensureConversation: (spec, signal) => named(ensureChannel(chat, spec, signal)),
    post: (line, signal) => named(post(chat, line, signal)),
    edit: (line, signal) => named(edit(chat, line, signal)),
    remove: (line, signal) => named(remove(chat, line, signal)),
    openFile: (file, signal) => chat.media.open(file, signal),
    requestAgent: (facts, signal) => named(requestAgent(chat, facts, signal)),
    ensureTask: (facts, signal) => named(ensureTask(chat, facts, signal)),
    async detachFlow(conversation, signal) {
      await named(detachFlow(chat, conversation, signal));
    },
    close: (conversation, signal) => named(close(chat, conversation, signal)),
    catchUp: (known, signal) => named(catchUp(chat, known, signal)),
    describe: (facts, signal) => named(describe(chat, facts, signal)),
    rate: (task, rating, signal) => named(rate(chat, task, rating, signal)),
    stateOf: (conversation, signal) => named(stateOf(chat, conversation, signal)),
    queueStanding: (task, signal) => named(queues.standing(task, signal)),
  };
}

/** What we trip over in an answer is a failure of Twilio's, too: it is tried again, not given up. */
async function named<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (thrown) {
    throw twilioFailure(thrown, "make sense of what Twilio answered");
  }
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
