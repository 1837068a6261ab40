import type { Alarms } from "./alarms.ts";
import { carryOut } from "./carry-out/carry-out.ts";
import type { CarryOutContext } from "./carry-out/context.ts";
import { createOpenings, type Openings } from "./openings.ts";
import type { Finding } from "./circuit.ts";
import type { Due, Lane, Ledger, Settlement } from "./ports.ts";
import type { SidesByDirection } from "./sides.ts";

/** What was tried, and what to settle it with. */
export interface Tried {
  readonly due: Due;
  readonly settlement: Settlement;
}

export interface TriesOptions {
  readonly ledger: Ledger;
  readonly context: CarryOutContext;
  readonly sides: SidesByDirection;
  readonly alarms: Alarms;
  /** Aborted while an effect is under way, it leaves that effect in doubt. */
  readonly cut: AbortSignal;
  /** Effects that were tried, and the ledger could not be told what came of it. */
  readonly untold: ReadonlySet<number>;
  /** Has the lane try again. */
  readonly ring: (lane: Lane) => void;
}

/** Tries a lane's oldest effect once; null when there is none, or when it is not the time for it. */
export function createTries(options: TriesOptions): (lane: Lane) => Promise<Tried | null> {
  const { context, sides, cut, ring } = options;
  const openings = createOpenings(context);
  return async (lane) => {
    const name = laneName(lane);
    const { circuit } = sides[lane.direction];
    if (!circuit.enter(name, () => ring(lane))) return null;
    const due = await claimDue(options, openings, lane).catch((thrown: unknown) => {
      circuit.leave(name, "nothing");
      throw thrown;
    });
    if (due === null) {
      circuit.leave(name, "nothing");
      return null;
    }
    const { settlement, finding } = await carryOut(context, due, cut);
    circuit.leave(name, cut.aborted ? "nothing" : finding);
    if (cut.aborted) return null;
    return {
      due,
      settlement: circuit.open ? paceByCircuit(settlement, finding, context.now()) : settlement,
    };
  };
}

async function claimDue(
  { ledger, context, alarms, untold, ring }: TriesOptions,
  openings: Openings,
  lane: Lane,
): Promise<Due | null> {
  const comeBackIn = (ms: number) => alarms.set(laneName(lane), ms, () => ring(lane));
  const claim = await ledger.claim(lane);
  if (claim.state === "due") {
    const { due } = claim;
    const wait = openings.wait(due);
    if (wait === 0) return untold.has(due.effectId) ? { ...due, inDoubt: true } : due;
    comeBackIn(wait);
  }
  if (claim.state === "later") comeBackIn(claim.at - context.now());
  return null;
}

export function laneName(lane: Lane): string {
  return `${lane.memberId}/${lane.direction}`;
}

/** In an outage the circuit says when to try again: as soon as the other side answers, for everybody. */
function paceByCircuit(settlement: Settlement, finding: Finding, now: number): Settlement {
  const isOutage = finding === "down" || finding === "refused";
  return settlement.outcome === "retry" && isOutage ? { ...settlement, at: now } : settlement;
}
