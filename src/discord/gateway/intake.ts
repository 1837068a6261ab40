import type { Accept, GatewayCheckpoint } from "../../bridge/ports.ts";
import { sleep, type Clock } from "../../domain/clock.ts";
import type { InboundEvent } from "../../domain/event.ts";
import { asFailure, type Failure } from "../../domain/failure.ts";
import type { Log } from "../../domain/log.ts";

/** One dispatch in the order of the gateway, with what it means to us. */
export interface Arrival {
  readonly events: readonly InboundEvent[];
  /** To be stored with it; null when there is no session to go back to. */
  readonly checkpoint: GatewayCheckpoint | null;
  /** The session that begins with it, when one does. */
  readonly begins?: string;
}

/** The one queue between the gateway and the ledger. */
export interface GatewayIntake {
  push(arrival: Arrival): void;
  /** Stores what has arrived, as far as the ledger takes it, and stops. */
  stop(): Promise<void>;
}

interface Dependencies {
  readonly accept: Accept;
  readonly clock: Clock;
  readonly log: Log;
  /** What has to be in the ledger before the arrival. Rejects when it cannot be, or not yet. */
  readonly before: (arrival: Arrival) => Promise<void>;
  /** The ledger will not take it, now or later. */
  readonly refused: (failure: Failure) => void;
}

/** What arrived while the ledger was writing goes in together, up to this many. */
const LARGEST_BATCH = 256;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Hands dispatches to the ledger one batch after the other, never two at a time. The checkpoint given with
 * a batch names its last dispatch: it is on disk exactly when all events up to it are, so a process killed
 * at any moment resumes where the ledger ends.
 */
export function createGatewayIntake({ accept, before, clock, log, refused }: Dependencies): GatewayIntake {
  const waiting: Arrival[] = [];
  const stopping = new AbortController();
  let working: Promise<void> = Promise.resolve();
  let busy = false;
  let ended = false;
  let stored: GatewayCheckpoint | null = null;

  async function work(): Promise<void> {
    busy = true;
    while (waiting.length > 0 && !ended) {
      const batch = waiting.slice(0, LARGEST_BATCH);
      const checkpoint = furthest(batch, stored);
      if (await store(batch, checkpoint)) {
        waiting.splice(0, batch.length);
        stored = checkpoint;
      } else {
        ended = true;
      }
    }
    busy = false;
  }

  /** Tries until the ledger has it; false when it never will, or we are to stop. */
  async function store(batch: readonly Arrival[], checkpoint: GatewayCheckpoint | null): Promise<boolean> {
    const events = batch.flatMap((arrival) => arrival.events);
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        for (const arrival of batch) await before(arrival);
        await accept(events, checkpoint);
        return true;
      } catch (thrown) {
        const failure = asFailure(thrown);
        log.error("The ledger did not take what Discord sent", { code: failure.code, events: events.length });
        if (stopping.signal.aborted) return false;
        if (!failure.retry) {
          refused(failure);
          return false;
        }
        await sleep(clock, pause, stopping.signal).catch(() => undefined);
      }
    }
  }

  return {
    push(arrival) {
      if (ended) return;
      waiting.push(arrival);
      if (!busy) working = work();
    },
    async stop() {
      stopping.abort();
      await working;
    },
  };
}

/** The library may announce READY after the dispatch behind it: within a session we only go forward. */
function furthest(batch: readonly Arrival[], stored: GatewayCheckpoint | null): GatewayCheckpoint | null {
  let best = stored;
  for (const { checkpoint } of batch) {
    if (checkpoint === null) continue;
    if (best?.sessionId === checkpoint.sessionId && checkpoint.sequence < best.sequence) continue;
    best = checkpoint;
  }
  return best;
}
