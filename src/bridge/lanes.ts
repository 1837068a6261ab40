import { asFailure } from "../domain/failure.ts";
import type { Log } from "../domain/log.ts";
import type { Alarms } from "./alarms.ts";
import { carryOut } from "./carry-out/carry-out.ts";
import type { CarryOutContext } from "./carry-out/context.ts";
import type { Finding } from "./circuit.ts";
import type { AcceptResult, Due, Lane, Ledger, Settlement } from "./ports.ts";
import type { SidesByDirection } from "./sides.ts";
import { createWorkers, type Workers } from "./workers.ts";

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
  readonly sides: SidesByDirection;
  readonly alarms: Alarms;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly cut: AbortSignal;
  readonly onSettled: (due: Due, settlement: Settlement, results: readonly AcceptResult[]) => void;
}): Workers<Lane> {
  const { ledger, context, sides, alarms, log, signal, cut, onSettled } = options;
  /** Tried, and the ledger could not be told what came of it. */
  const untold = new Set<number>();

  const workOnce = async (lane: Lane): Promise<boolean> => {
    if (signal.aborted) return false;
    const name = laneName(lane);
    const { circuit } = sides[lane.direction];
    if (!circuit.enter(name, () => lanes.ring(lane))) return false;
    const due = await claimDue(lane).catch((thrown: unknown) => {
      circuit.leave(name, "nothing");
      throw thrown;
    });
    if (due === null) {
      circuit.leave(name, "nothing");
      return false;
    }
    const { settlement, finding } = await carryOut(context, due, cut);
    circuit.leave(name, cut.aborted ? "nothing" : finding);
    if (cut.aborted) return false;
    const paced = circuit.open ? paceByCircuit(settlement, finding, context.now()) : settlement;
    report(log, due, paced);
    untold.add(due.effectId);
    const results = await ledger.settle(due.effectId, paced);
    untold.delete(due.effectId);
    onSettled(due, paced, results);
    return true;
  };

  const claimDue = async (lane: Lane): Promise<Due | null> => {
    const claim = await ledger.claim(lane);
    if (claim.state === "due") {
      return untold.has(claim.due.effectId) ? { ...claim.due, inDoubt: true } : claim.due;
    }
    if (claim.state === "later") {
      alarms.set(laneName(lane), claim.at - context.now(), () => lanes.ring(lane));
    }
    return null;
  };

  const lanes = createWorkers<Lane>({
    name: laneName,
    signal,
    work: (lane) => sides[lane.direction].turns.take(() => workOnce(lane)),
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

/** In an outage the circuit says when to try again: as soon as the other side answers, for everybody. */
function paceByCircuit(settlement: Settlement, finding: Finding, now: number): Settlement {
  const isOutage = finding === "down" || finding === "refused";
  return settlement.outcome === "retry" && isOutage ? { ...settlement, at: now } : settlement;
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
