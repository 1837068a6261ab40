import { asFailure } from "../domain/failure.ts";
import type { Log } from "../domain/log.ts";
import type { Due, Lane, Settlement } from "./ports.ts";
import { createTries, laneName, type TriesOptions } from "./tries.ts";
import { createWorkers, type Workers } from "./workers.ts";

/** After a failing store: when to try it again. */
const STORE_RETRY_MS = 1000;

export interface LanesOptions extends Omit<TriesOptions, "untold" | "ring"> {
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Stores what became of a try. */
  readonly settle: (due: Due, settlement: Settlement) => Promise<void>;
}

/**
 * One lane per member and direction: effects go out oldest first, each settled before the next is begun.
 * @param signal stops lanes between two effects
 * @param cut ends effects that are under way; they stay in doubt, and the next start looks before it writes
 */
export function createLanes(options: LanesOptions): Workers<Lane> {
  const { sides, alarms, log, signal, settle } = options;
  /** Tried, and the ledger could not be told what came of it. */
  const untold = new Set<number>();
  const tryOldest = createTries({ ...options, untold, ring: (lane) => lanes.ring(lane) });

  const lanes = createWorkers<Lane>({
    name: laneName,
    signal,
    async work(lane) {
      // A turn is for the call alone: while this lane waits for the disk, another may go.
      const tried = await sides[lane.direction].turns.take(async () =>
        signal.aborted ? null : tryOldest(lane),
      );
      if (tried === null) return false;
      const { due, settlement } = tried;
      report(log, due, settlement);
      untold.add(due.effectId);
      await settle(due, settlement);
      untold.delete(due.effectId);
      return true;
    },
    onError(lane, thrown) {
      log.error("lane failed", { lane: laneName(lane), failure: asFailure(thrown).message });
      alarms.set(laneName(lane), STORE_RETRY_MS, () => lanes.ring(lane));
    },
  });
  return lanes;
}

function report(log: Log, due: Due, settlement: Settlement): void {
  const about = { effect: due.effectId, kind: due.effect.kind, outcome: settlement.outcome };
  if (settlement.outcome === "retry" || settlement.outcome === "parked") {
    const { code, message } = settlement.failure;
    log.warn("effect not carried out", { ...about, code, message });
    return;
  }
  const reason = settlement.outcome === "dropped" ? settlement.reason : null;
  log.debug("effect settled", { ...about, reason });
}
