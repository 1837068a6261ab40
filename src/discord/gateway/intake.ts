import type { Accept } from "../../bridge/ports.ts";
import { sleep, type Clock } from "../../domain/clock.ts";
import { asFailure, type Failure } from "../../domain/failure.ts";
import type { Log } from "../../domain/log.ts";
import { createArrivals, type Arrival, type Batch } from "./arrivals.ts";
import type { BackFill } from "./back-fill.ts";

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
  readonly backFill: Pick<BackFill, "begin" | "filling">;
  /** The ledger will not take it, now or later. */
  readonly refused: (failure: Failure) => void;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Hands dispatches to the ledger one batch after the other, never two at a time. A checkpoint is stored with a batch
 * only when all that arrived up to it is on disk with that: so a process killed at any moment resumes where the ledger ends,
 * and hears again what still waited.
 */
export function createGatewayIntake({ accept, backFill, clock, log, refused }: Dependencies): GatewayIntake {
  const stopping = new AbortController();
  let working: Promise<void> = Promise.resolve();
  let busy = false;
  let ended = false;
  const arrivals = createArrivals({
    filling: (placeId) => backFill.filling(placeId),
    filled: ring,
    failed(thrown) {
      ended = true;
      if (!stopping.signal.aborted) refused(asFailure(thrown));
    },
  });

  function ring(): void {
    if (!busy && !ended) working = work();
  }

  async function work(): Promise<void> {
    busy = true;
    for (let batch = arrivals.next(); batch.arrivals.length > 0 && !ended; batch = arrivals.next()) {
      if (await store(batch)) arrivals.stored(batch);
      else ended = true;
    }
    busy = false;
  }

  /** Tries until the ledger has it; false when it never will, or we are to stop. */
  async function store({ arrivals, checkpoint }: Batch): Promise<boolean> {
    const events = arrivals.flatMap((arrival) => arrival.events);
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        for (const { begins } of arrivals) if (begins !== undefined) await backFill.begin(begins);
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
      arrivals.push(arrival);
      ring();
    },
    async stop() {
      stopping.abort();
      await working;
    },
  };
}
