import type { InboundEvent } from "../domain/event.ts";
import type { EpochMs, MemberId } from "../domain/ids.ts";
import type { Accept, AcceptResult, Due, Ledger, Settlement } from "./ports.ts";

/** Hands what happens to the ledger, and has it decided. */
export interface Intake {
  /** Resolves when the events are safe. */
  readonly accept: Accept;
  /** Stores what became of a try, with the events that follow from it. */
  settle(due: Due, settlement: Settlement): Promise<void>;
  /** Turns the timers due by then into events. */
  ringTimers(now: EpochMs): Promise<void>;
}

/**
 * A decider that is rung in the turn in which its event is handed over asks right behind it: the ledger commits
 * record and decision together, and one sync serves both. For that it must be known whose event it is, so what comes
 * from the agent's side is recorded first, which is what Twilio waits for, and decided then.
 * @param decide rings a member's decider; one ring too many does no harm
 */
export function createIntake(ledger: Ledger, decide: (memberId: MemberId) => void): Intake {
  const decideAtOnce = (events: readonly InboundEvent[]) => {
    for (const { happening } of events) if ("memberId" in happening) decide(happening.memberId);
  };
  const decideNew = (results: readonly AcceptResult[]) => {
    for (const result of results) if (result.state === "new") decide(result.memberId);
  };
  return {
    async accept(events, checkpoint) {
      const recording = ledger.accept(events, checkpoint);
      decideAtOnce(events);
      const results = await recording;
      decideNew(results);
      return results;
    },
    async settle(due, settlement) {
      const settling = ledger.settle(due.effectId, settlement);
      if ("events" in settlement) decideAtOnce(settlement.events ?? []);
      decideNew(await settling);
    },
    async ringTimers(now) {
      decideNew(await ledger.ringTimers(now));
    },
  };
}
