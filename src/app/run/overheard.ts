import type { Ledger } from "../../bridge/ports.ts";
import { asFailure, type Failure } from "../../domain/failure.ts";

/** The same ledger; somebody hears of every write that fails. */
export function overheard(ledger: Ledger, failed: (failure: Failure) => void): Ledger {
  const hear = <Result>(writing: Promise<Result>): Promise<Result> => {
    writing.catch((thrown: unknown) => failed(asFailure(thrown)));
    return writing;
  };
  return {
    ...ledger,
    accept: (events, checkpoint) => hear(ledger.accept(events, checkpoint)),
    decideNext: (memberId, choose) => hear(ledger.decideNext(memberId, choose)),
    settle: (effectId, settlement) => hear(ledger.settle(effectId, settlement)),
    ringTimers: (now) => hear(ledger.ringTimers(now)),
  };
}
