import type { Transport } from "../../bridge/ports.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import { twilioFailure } from "../failures.ts";
import type { MediaService } from "../media-service.ts";
import type { WorkAccount } from "./account.ts";
import { createQueues } from "./queues.ts";
import { describe, rate } from "./task-attributes.ts";

type Own =
  | "ensureConversation"
  | "post"
  | "edit"
  | "remove"
  | "requestAgent"
  | "ensureTask"
  | "close"
  | "stateOf"
  | "catchUp";

/** What each of the ways to Flex does in its own manner. */
export type Way<Account> = {
  readonly [Name in Own]: (
    account: Account,
    ...asked: Parameters<Transport[Name]>
  ) => ReturnType<Transport[Name]>;
} & {
  readonly openingsPerSecond: number;
  /** Tells whether the flow was still there. */
  readonly detachFlow: (
    account: Account,
    conversation: TransportConversationId,
    signal: AbortSignal,
  ) => Promise<boolean>;
};

/** Tasks, queues and files are the same whichever way is gone. Everything rejects with a Failure. */
export function createTransport<Account extends WorkAccount & { readonly media: MediaService }>(
  account: Account,
  way: Way<Account>,
): Transport {
  const queues = createQueues(account);
  return {
    openingsPerSecond: way.openingsPerSecond,
    ensureConversation: (spec, signal) => named(way.ensureConversation(account, spec, signal)),
    post: (line, signal) => named(way.post(account, line, signal)),
    edit: (line, signal) => named(way.edit(account, line, signal)),
    remove: (line, signal) => named(way.remove(account, line, signal)),
    openFile: (file, signal) => account.media.open(file, signal),
    requestAgent: (facts, signal) => named(way.requestAgent(account, facts, signal)),
    ensureTask: (facts, signal) => named(way.ensureTask(account, facts, signal)),
    async detachFlow(conversation, signal) {
      await named(way.detachFlow(account, conversation, signal));
    },
    close: (conversation, signal) => named(way.close(account, conversation, signal)),
    stateOf: (conversation, signal) => named(way.stateOf(account, conversation, signal)),
    catchUp: (known, signal) => named(way.catchUp(account, known, signal)),
    describe: (facts, signal) => named(describe(account, facts, signal)),
    rate: (task, rating, signal) => named(rate(account, task, rating, signal)),
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
