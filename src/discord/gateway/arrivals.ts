import type { GatewayCheckpoint } from "../../bridge/ports.ts";
import type { InboundEvent } from "../../domain/event.ts";
import type { BackFill } from "./back-fill.ts";

/** One dispatch in the order of the gateway, with what it means to us. */
export interface Arrival {
  readonly events: readonly InboundEvent[];
  /** To be stored with it; null when there is no session to go back to. */
  readonly checkpoint: GatewayCheckpoint | null;
  /** The session that begins with it, when one does. */
  readonly begins?: string;
}

/** Arrivals that go into the ledger together. */
export interface Batch {
  readonly arrivals: readonly Arrival[];
  /** Left out while something that arrived earlier waits: a cold start must hear that again. */
  readonly checkpoint?: GatewayCheckpoint | null;
}

/**
 * What has arrived and is not stored. What a place held before goes into the ledger before what comes from there now: until
 * then this waits, with all that comes behind it of the same place and the same member, and nobody else does.
 */
export interface Arrivals {
  push(arrival: Arrival): void;
  /** The next ones that need not wait; none while there are none. */
  next(): Batch;
  /** They are stored. */
  stored(batch: Batch): void;
}

interface Waiting extends Arrival {
  /** Its place among all that arrived. */
  readonly turn: number;
}

type Reached = Pick<Waiting, "turn" | "checkpoint">;

interface Listener {
  readonly filling: BackFill["filling"];
  /** What waited for a place need not wait any more. */
  readonly filled: () => void;
  /** What a place held before will never be in the ledger. */
  readonly failed: (thrown: unknown) => void;
}

/** What arrived while the ledger was writing goes in together, up to this many. */
const LARGEST_BATCH = 256;

export function createArrivals({ filling, filled, failed }: Listener): Arrivals {
  let waiting: Waiting[] = [];
  let arrived = 0;
  /** How far we have got; what still waits may stand before it. */
  let reached: Reached = { turn: 0, checkpoint: null };
  const awaited = new WeakSet<Promise<void>>();

  const mustWait = (arrival: Arrival, held: ReadonlySet<string>): boolean => {
    const fillings = arrival.events.flatMap(({ happening }) =>
      "placeId" in happening ? (filling(happening.placeId) ?? []) : [],
    );
    for (const one of fillings) {
      if (!awaited.has(one)) one.then(filled, failed);
      awaited.add(one);
    }
    return fillings.length > 0 || namesIn(arrival).some((name) => held.has(name));
  };

  const free = (): readonly Waiting[] => {
    const found: Waiting[] = [];
    const held = new Set<string>();
    for (const arrival of waiting) {
      const begins = arrival.begins !== undefined;
      if (begins && found.length > 0) break;
      if (mustWait(arrival, held)) for (const name of namesIn(arrival)) held.add(name);
      else found.push(arrival);
      if (begins || found.length === LARGEST_BATCH) break;
    }
    return found;
  };

  return {
    push(arrival) {
      arrived += 1;
      waiting.push({ ...arrival, turn: arrived });
    },
    next() {
      const arrivals = free();
      const taken = new Set(arrivals);
      const { turn, checkpoint } = (reached = arrivals.reduce(goOn, reached));
      const isAll = waiting.every((one) => taken.has(one) || one.turn > turn);
      return isAll ? { arrivals, checkpoint } : { arrivals };
    },
    stored({ arrivals }) {
      const gone = new Set(arrivals);
      waiting = waiting.filter((one) => !gone.has(one));
    },
  };
}

/** The library may announce READY after the dispatch behind it: within a session we only go forward. */
function goOn(reached: Reached, { turn, checkpoint }: Waiting): Reached {
  // It waited, and others have gone on, perhaps into another session.
  if (turn < reached.turn) return reached;
  const before = reached.checkpoint;
  const isBack =
    before?.sessionId === checkpoint?.sessionId && (checkpoint?.sequence ?? 0) < (before?.sequence ?? 0);
  return { turn, checkpoint: checkpoint === null || isBack ? before : checkpoint };
}

/** The member and the place that it is of: what else is of either keeps its order behind it. */
function namesIn({ events }: Arrival): readonly string[] {
  return events.flatMap(({ happening }) => [
    ...("memberId" in happening ? [happening.memberId] : []),
    ...("placeId" in happening ? [happening.placeId] : []),
  ]);
}
