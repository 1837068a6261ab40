import { asFailure } from "../domain/failure.ts";
import type { Conversation } from "../domain/conversation.ts";
import type { TransportConversationId } from "../domain/ids.ts";
import { waitsForGap } from "../domain/line-order.ts";
import type { Log } from "../domain/log.ts";
import type { Alarms } from "./alarms.ts";
import { findingOf } from "./circuit.ts";
import type { Accept, Ledger, Transport } from "./ports.ts";
import { nextWait } from "./retry.ts";
import type { Side } from "./sides.ts";
import { createTurns } from "./turns.ts";
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
  /** A line of ours got this place: others may be missing before it. */
  posted(conversation: Conversation, index: number): void;
  /** Reads every conversation that may hold news. */
  readAll(): Promise<void>;
  /** Resolves when nothing is being read. */
  idle(): Promise<void>;
}

/** Between two reads of a conversation that a human is involved in. */
const PERIOD_MS = 60_000;
const JITTER = 0.2;
/** A callback is on its way about this long; a line not heard of by then is taken for lost. */
const CALLBACK_MS = 3_000;
/** An agent's last line may have been lost with the news of the end: for so long it is looked for. */
const ENDED_LATELY_MS = 60 * 60_000;
/** Reads are less urgent than lines. */
const READS_AT_ONCE = 4;

export function createWatch(options: {
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
}): Watch {
  const { ledger, transport, side, accept, now, random, alarms, log, signal, cut } = options;
  const turns = createTurns(READS_AT_ONCE);
  /** Those that a human is involved in: they are read now and then. */
  const watched = new Set<TransportConversationId>();
  /** Failed reads in a row. */
  const failed = new Map<TransportConversationId, number>();
  /** Those that are to be read soon because a line seems to be missing. */
  const suspected = new Set<TransportConversationId>();

  const readIn = (id: TransportConversationId, ms: number) =>
    alarms.set(nameOf(id), ms, () => readers.ring(id));
  const spread = (ms: number) => ms * (1 - JITTER + 2 * JITTER * random());

  const readOnce = async (id: TransportConversationId): Promise<void> => {
    const name = nameOf(id);
    if (signal.aborted || !side.circuit.enter(name, () => readers.ring(id))) return;
    const conversation = await ledger.conversationOf(id).catch((thrown: unknown) => {
      side.circuit.leave(name, "nothing");
      throw thrown;
    });
    if (conversation === null) {
      side.circuit.leave(name, "nothing");
      return;
    }
    suspected.delete(id);
    if (involvesHuman(conversation)) watched.add(id);
    try {
      const events = await transport.catchUp({ ...conversation, conversation: id }, cut);
      side.circuit.leave(name, "up");
      await tell(conversation, events);
      failed.delete(id);
    } catch (thrown) {
      const failure = asFailure(thrown);
      side.circuit.leave(name, cut.aborted ? "nothing" : findingOf(failure));
      if (cut.aborted) return;
      const failures = (failed.get(id) ?? 0) + 1;
      failed.set(id, failures);
      log.warn("a conversation could not be read", { conversation: conversation.id, code: failure.code });
      // A member waits for what an agent wrote: unlike a line's, a read's pauses do not grow for long.
      const wait = Math.min(nextWait(failure, failures, 0, random()) ?? PERIOD_MS, spread(PERIOD_MS));
      readIn(id, Math.max(wait, failure.retryAfterMs ?? 0));
      return;
    }
    if (watched.has(id)) readIn(id, spread(PERIOD_MS));
  };

  const tell = async (conversation: Conversation, events: Parameters<Accept>[0]): Promise<void> => {
    if (events.length === 0) return;
    const results = await accept(events);
    const news = results.filter(({ state }, at) => {
      return state === "new" && events[at]?.happening.kind !== "transport.read";
    }).length;
    if (news > 0) log.info("a gap was repaired", { conversation: conversation.id, events: news });
  };

  const readers = createWorkers<TransportConversationId>({
    name: nameOf,
    signal,
    work: async (id) => {
      await turns.take(() => readOnce(id));
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
    posted(conversation, index) {
      const id = conversation.transportConversationId;
      if (id === null || index <= conversation.accountedTo + 1 || suspected.has(id)) return;
      suspected.add(id);
      readIn(id, CALLBACK_MS);
    },
    async readAll() {
      const ids = await ledger.conversationsToRead(now() - ENDED_LATELY_MS);
      for (const id of ids) readers.ring(id);
    },
    idle: () => readers.idle(),
  };
}

function involvesHuman({ answering }: Conversation): boolean {
  return answering === "waiting" || answering === "agent";
}

function nameOf(id: TransportConversationId): string {
  return `read ${id}`;
}
