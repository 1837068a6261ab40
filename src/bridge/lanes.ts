import { asFailure } from "../domain/failure.ts";
import type { Log } from "../domain/log.ts";
import type { Alarms } from "./alarms.ts";
import { carryOut } from "./carry-out/carry-out.ts";
import type { CarryOutContext } from "./carry-out/context.ts";
import type { AcceptResult, Due, Lane, Ledger, Settlement } from "./ports.ts";
import { createTurns } from "./turns.ts";
import { createWorkers, type Workers } from "./workers.ts";

/** How many effects are on their way at once, over all lanes. */
const EFFECTS_AT_ONCE = 128;
/** After a failing store: when to try it again. */
const STORE_RETRY_MS = 1000;

/**
 * One lane per member and direction: effects go out oldest first, each settled before the next is begun.
 * @param signal stops lanes between two effects
 * @param cut ends effects that are under way; they stay in doubt, and the next start looks before it writes
 */
export function createLanes(options: {
  readonly ledger: Ledger;
  readonly context: CarryOutContext;
  readonly alarms: Alarms;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly cut: AbortSignal;
  readonly onSettled: (results: readonly AcceptResult[]) => void;
}): Workers<Lane> {
  const { ledger, context, alarms, log, signal, cut, onSettled } = options;
  const turns = createTurns(EFFECTS_AT_ONCE);

  const workOnce = async (lane: Lane): Promise<boolean> => {
    if (signal.aborted) return false;
    const claim = await ledger.claim(lane);
    if (claim.state === "empty") return false;
    if (claim.state === "later") {
      alarms.set(laneName(lane), claim.at - context.now(), () => lanes.ring(lane));
      return false;
    }
    const settlement = await carryOut(context, claim.due, cut);
    if (cut.aborted) return false;
    report(log, claim.due, settlement);
    onSettled(await ledger.settle(claim.due.effectId, settlement));
    return true;
  };

  const lanes = createWorkers<Lane>({
    name: laneName,
    signal,
    work: (lane) => turns.take(() => workOnce(lane)),
    onError(lane, thrown) {
      log.error("lane failed", { lane: laneName(lane), failure: asFailure(thrown).message });
      alarms.set(laneName(lane), STORE_RETRY_MS, () => lanes.ring(lane));
    },
  });
  return lanes;
}

function laneName(lane: Lane): string {
  return `${lane.memberId}/${lane.direction}`;
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
