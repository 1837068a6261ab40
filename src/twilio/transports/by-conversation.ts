import type { Transport } from "../../bridge/ports.ts";
import { Failure } from "../../domain/failure.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import { isChannelId } from "../chat/channel-id.ts";
import { closedEvent } from "../told.ts";

/** The transports that were deployed. */
export interface Transports {
  readonly conversations: Transport | null;
  readonly "programmable-chat": Transport | null;
}

/**
 * Every conversation goes on where it was opened, and new ones are opened on one of the transports. Tasks are TaskRouter's,
 * whichever transport they came from.
 */
export function byConversation(
  transports: Transports,
  opens: Transport,
  clock: { readonly now: () => number },
): Transport {
  const gone = goneTransport(clock);
  const of = (id: TransportConversationId): Pick<Transport, OfConversation> =>
    (isChannelId(id) ? transports["programmable-chat"] : transports.conversations) ?? gone;
  return {
    openingsPerSecond: opens.openingsPerSecond,
    ensureConversation: (spec, signal) => opens.ensureConversation(spec, signal),
    post: (line, signal) => of(line.conversation).post(line, signal),
    edit: (line, signal) => of(line.conversation).edit(line, signal),
    remove: (line, signal) => of(line.conversation).remove(line, signal),
    openFile: (file, signal) => of(file.transportConversationId).openFile(file, signal),
    requestAgent: (facts, signal) => of(facts.conversation).requestAgent(facts, signal),
    ensureTask: (facts, signal) => of(facts.conversation).ensureTask(facts, signal),
    detachFlow: (id, signal) => of(id).detachFlow(id, signal),
    close: (id, signal) => of(id).close(id, signal),
    stateOf: (id, signal) => of(id).stateOf(id, signal),
    catchUp: (known, signal) => of(known.conversation).catchUp(known, signal),
    describe: (facts, signal) => opens.describe(facts, signal),
    rate: (task, rating, signal) => opens.rate(task, rating, signal),
    queueStanding: (task, signal) => opens.queueStanding(task, signal),
  };
}

type OfConversation = Exclude<
  keyof Transport,
  "openingsPerSecond" | "ensureConversation" | "describe" | "rate" | "queueStanding"
>;

const over = () =>
  Promise.reject(
    new Failure("twilio.closed", "The parts of the conversation's transport have been removed.", {
      certain: true,
    }),
  );

const nothing = () => Promise.resolve();

/** What became of conversations whose transport was removed: they are over. */
function goneTransport(clock: { readonly now: () => number }): Pick<Transport, OfConversation> {
  return {
    post: over,
    edit: over,
    requestAgent: over,
    ensureTask: over,
    openFile: () =>
      Promise.reject(new Failure("file.refused", "The file went with the conversation's transport.")),
    remove: nothing,
    detachFlow: nothing,
    close: nothing,
    stateOf: () => Promise.resolve("closed"),
    catchUp: ({ conversation }) => Promise.resolve([closedEvent(conversation, clock.now())]),
  };
}
