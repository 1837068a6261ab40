import type { Transport } from "../../bridge/ports.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import { twilioFailure } from "../failures.ts";
import { catchUp } from "./catch-up.ts";
import { callOn, unless, type FlexAccount } from "./flex-account.ts";
import { detachFlow } from "../transports/flow.ts";
import { edit, post, remove } from "./lines.ts";
import { ensureConversation } from "./opening.ts";
import { describe, rate } from "../transports/task-attributes.ts";
import { createQueues } from "../transports/queues.ts";
import { ensureTask, requestAgent } from "./tasks.ts";

/** Twilio's default, for each chat service (Conversations limits, documented). */
const OPENINGS_PER_SECOND = 30;

/**
 * Members reach agents through Conversations (classic) v1, Interactions, Studio and TaskRouter: what Flex
 * calls a custom channel. Everything rejects with a Failure.
 */
export function createConversationsTransport(flex: FlexAccount): Transport {
  const queues = createQueues(flex);
  return {
    openingsPerSecond: OPENINGS_PER_SECOND,
    ensureConversation: (spec, signal) => named(ensureConversation(flex, spec, signal)),
    post: (line, signal) => named(post(flex, line, signal)),
    edit: (line, signal) => named(edit(flex, line, signal)),
    openFile: (file, signal) => flex.media.open(file, signal),
    remove: (line, signal) => named(remove(flex, line, signal)),
    requestAgent: (facts, signal) => named(requestAgent(flex, facts, signal)),
    ensureTask: (facts, signal) => named(ensureTask(flex, facts, signal)),
    async detachFlow(conversation, signal) {
      await named(detachFlow(flex, conversation, signal));
    },
    close: (conversation, signal) => named(close(flex, conversation, signal)),
    catchUp: (known, signal) => named(catchUp(flex, known, signal)),
    describe: (facts, signal) => named(describe(flex, facts, signal)),
    rate: (task, rating, signal) => named(rate(flex, task, rating, signal)),
    stateOf: (conversation, signal) => named(stateOf(flex, conversation, signal)),
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
