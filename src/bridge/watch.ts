import type { Conversation } from "../domain/conversation.ts";
import type { InboundEvent } from "../domain/event.ts";
import { asFailure, type Failure } from "../domain/failure.ts";
import type { TransportConversationId } from "../domain/ids.ts";
import { waitsForGap } from "../domain/line-order.ts";
import type { Log } from "../domain/log.ts";
import type { Alarms } from "./alarms.ts";
import { findingOf } from "./circuit.ts";
import type { Accept, Due, Ledger, Settlement, Transport } from "./ports.ts";
import { nextWait } from "./retry.ts";
import type { Side } from "./sides.ts";
import { createTurns } from "../domain/turns.ts";
import { createWorkers } from "./workers.ts";

/**
 * Notices what the agent's side should have told us and did not. Callbacks can be lost, and nobody sends them
 * again; so conversations are read: at once when a gap shows, now and then while a human is involved, and
 * all of them after an outage. What is read enters by the same door under the same source ids.
 *
 * Nothing of this is in the ledger: reading changes nothing, and a start reads everything anyway. It
 * depends on no lane, so an outage of the member's side does not keep us from hearing agents.
 */
export interface Watch {
  /** A conversation has changed; this is how it stands now. */
  noticed(conversation: Conversation): void;
  /** An effect was settled: a line of ours may have got a place that others are missing before. */
  settled(due: Due, settlement: Settlement): void;
  /** Reads every conversation that may hold news. */
  readonly readAll: () => void;
  /** Resolves when nothing is being read. */
  idle(): Promise<void>;
}

/** Between two reads of a conversation that a human is involved in. */
const PERIOD_MS = 60_000;
const JITTER = 0.2;
/** A callback is on its way about this long; a line not heard of by then is taken for lost. */
const CALLBACK_MS = 3_000;
/**
 * A flow that was started and cannot reach us sends the member to an agent on its own, and of that nobody would
 * hear while callbacks get lost. By then it has done so.
 */
const FLOW_MS = 60_000;
/** An agent's last line may have been lost with the news of the end: for so long it is looked for. */
const ENDED_LATELY_MS = 60 * 60_000;
/** After a failing store: when to try it again. */
const STORE_RETRY_MS = 1000;
/** Reads are less urgent than lines. */
const READS_AT_ONCE = 4;

interface WatchOptions {
  readonly ledger: Ledger;
  readonly transport: Pick<Transport, "catchUp">;
  readonly side: Side;
  readonly accept: Accept;
  readonly now: () => number;
  readonly random: () => number;
  readonly alarms: Alarms;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly cut: AbortSignal;
}

export function createWatch(options: WatchOptions): Watch {
  const { random, alarms, log, signal } = options;
  const turns = createTurns(READS_AT_ONCE);
  /** Those that a human is involved in: they are read now and then. */
  const watched = new Set<TransportConversationId>();
  const failed = new Map<TransportConversationId, number>();
  /** Those that are to be read soon because a line seems to be missing. */
  const suspected = new Set<TransportConversationId>();

  const readIn = (id: TransportConversationId, ms: number) =>
    alarms.set(nameOf(id), ms, () => readers.ring(id));
  const spread = (ms: number) => ms * (1 - JITTER + 2 * JITTER * random());

  const read = async (id: TransportConversationId): Promise<void> => {
    const found = await readConversation(options, id, () => readers.ring(id));
    if (found === null) return;
    suspected.delete(id);
    if (involvesHuman(found.conversation)) watched.add(id);
    if (found.failure !== undefined) {
      const failures = (failed.get(id) ?? 0) + 1;
      failed.set(id, failures);
      readIn(id, pauseAfter(found.failure, failures, random(), spread(PERIOD_MS)));
      return;
    }
    failed.delete(id);
    if (watched.has(id)) readIn(id, spread(PERIOD_MS));
  };

  const readers = createWorkers<TransportConversationId>({
    name: nameOf,
    signal,
    async work(id) {
      await turns.take(() => read(id));
      return false;
    },
    onError(id, thrown) {
      log.error("reading failed", { failure: asFailure(thrown).message });
      readIn(id, spread(CALLBACK_MS));
    },
  });

  return {
    noticed(conversation) {
      const id = conversation.transportConversationId;
      if (id === null) return;
      if (involvesHuman(conversation)) {
        if (!watched.has(id)) readIn(id, spread(PERIOD_MS));
        watched.add(id);
      } else if (watched.delete(id)) {
        // The last line before the end may have been lost.
        readIn(id, CALLBACK_MS);
      }
      if (waitsForGap(conversation)) readers.ring(id);
    },
    settled(due, settlement) {
      const id = due.conversation?.transportConversationId ?? null;
      const sign = signOf(due, settlement);
      if (id === null || suspected.has(id)) return;
      if (sign === "gap") {
        suspected.add(id);
        readIn(id, CALLBACK_MS);
      } else if (sign === "flow" && !watched.has(id)) readIn(id, spread(FLOW_MS));
    },
    readAll: createReadAll(options, (id) => readers.ring(id)),
    idle: () => readers.idle(),
  };
}

/** What a line of ours says when it has arrived: others are missing before it, or it has started the flow. */
function signOf({ conversation, effect }: Due, settlement: Settlement): "gap" | "flow" | null {
  const index = settlement.outcome === "done" ? settlement.learned?.postedIndex : undefined;
  if (conversation === null || index === undefined) return null;
  if (index > conversation.accountedTo + 1) return "gap";
  return effect.kind === "post" && effect.startsFlow ? "flow" : null;
}

/** A member waits for what an agent wrote: unlike a line's, a read's pauses do not grow for long. */
function pauseAfter(failure: Failure, failures: number, random: number, longest: number): number {
  const wait = Math.min(nextWait(failure, failures, 0, random) ?? PERIOD_MS, longest);
  return Math.max(wait, failure.retryAfterMs ?? 0);
}

function createReadAll(
  { ledger, now, alarms, log }: WatchOptions,
  ring: (id: TransportConversationId) => void,
): () => void {
  const ringAll = async () => {
    for (const id of await ledger.conversationsToRead(now() - ENDED_LATELY_MS)) ring(id);
  };
  const read = () => {
    ringAll().catch((thrown: unknown) => {
      log.error("conversations could not be listed", { failure: asFailure(thrown).message });
      alarms.set("read all", STORE_RETRY_MS, read);
    });
  };
  return () => {
    read();
    // What an earlier process, or an outage, has left a flow to do may not be done yet.
    alarms.set("read all again", FLOW_MS, read);
  };
}

/**
 * Reads one conversation and accepts what is news. Null when it is not the time to ask, or nothing to ask about;
 * rejects when the ledger fails.
 * @param ring is called when the circuit lets it try
 */
async function readConversation(
  { ledger, transport, side, accept, log, signal, cut }: WatchOptions,
  id: TransportConversationId,
  ring: () => void,
): Promise<{ readonly conversation: Conversation; readonly failure?: Failure } | null> {
  if (signal.aborted) return null;
  const conversation = await ledger.conversationOf(id);
  const name = nameOf(id);
  if (conversation === null) return null;
  const heard = await ledger.heardLines(conversation.id);
  if (!side.circuit.enter(name, ring)) return null;
  let events: readonly InboundEvent[];
  try {
    events = await transport.catchUp({ ...conversation, conversation: id, heard }, cut);
    side.circuit.leave(name, "up");
  } catch (thrown) {
    const failure = asFailure(thrown);
    side.circuit.leave(name, cut.aborted ? "nothing" : findingOf(failure));
    if (cut.aborted) return null;
    log.warn("a conversation could not be read", { conversation: conversation.id, code: failure.code });
    return { conversation, failure };
  }
  if (events.length === 0) return { conversation };
  const results = await accept(events);
  const news = results.filter(
    ({ state }, at) => state === "new" && events[at]?.happening.kind !== "transport.read",
  );
  if (news.length > 0) log.info("a gap was repaired", { conversation: conversation.id, events: news.length });
  return { conversation };
}

function involvesHuman({ answering }: Conversation): boolean {
  return answering === "waiting" || answering === "agent";
}

function nameOf(id: TransportConversationId): string {
  return `read ${id}`;
}
