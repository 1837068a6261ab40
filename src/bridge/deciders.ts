import { asFailure } from "../domain/failure.ts";
import type { MemberId } from "../domain/ids.ts";
import type { Log } from "../domain/log.ts";
import type { Alarms } from "./alarms.ts";
import { decide } from "./decide/decide.ts";
import type { Policy } from "./decide/policy.ts";
import type { Decided, Ledger } from "./ports.ts";
import { createWorkers, type Workers } from "./workers.ts";

/** After a failing store: when to try it again. */
const STORE_RETRY_MS = 1000;

/** One decider per member: events are decided oldest first, each in the transaction that stores the decision. */
export function createDeciders(options: {
  readonly ledger: Ledger;
  readonly policy: Policy;
  readonly now: () => number;
  readonly alarms: Alarms;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly onDecided: (memberId: MemberId, decided: Decided) => void;
}): Workers<MemberId> {
  const { ledger, policy, now, alarms, log, signal, onDecided } = options;
  const deciders = createWorkers<MemberId>({
    name: (memberId) => memberId,
    signal,
    async work(memberId) {
      const decided = await ledger.decideNext(memberId, (situation, entry) =>
        decide({ ...policy, now: now() }, situation, entry),
      );
      if (decided === null) return false;
      const { seq, event } = decided.entry;
      log.debug("event decided", { seq, kind: event.happening.kind, ignored: decided.ignored });
      onDecided(memberId, decided);
      return true;
    },
    onError(memberId, thrown) {
      log.error("deciding failed", { member: memberId, failure: asFailure(thrown).message });
      alarms.set(`decider ${memberId}`, STORE_RETRY_MS, () => deciders.ring(memberId));
    },
  });
  return deciders;
}
