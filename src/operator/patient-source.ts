import { sleep, type Clock } from "../domain/clock.ts";
import { asFailure, type Failure, type FailureCode } from "../domain/failure.ts";
import type { LogSource } from "./log.ts";

export interface Patience {
  readonly clock: Clock;
  readonly pauseMs: number;
  readonly signal: AbortSignal;
  /** Told once for each time that nobody answers, and once when somebody does again. */
  readonly onAway: (failure: Failure) => void;
  readonly onBack: () => void;
}

/** A source that is asked until it answers: who follows a deployment follows it through a restart of its daemon. */
export function patientSource(source: LogSource, patience: Patience): LogSource {
  const { clock, pauseMs, signal, onAway, onBack } = patience;
  let isAway = false;
  let isNew = false;
  const insist = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    for (;;) {
      try {
        const answer = await ask();
        if (isAway) onBack();
        isAway = false;
        return answer;
      } catch (thrown) {
        const failure = asFailure(thrown);
        if (signal.aborted || !isAwayFor(failure)) throw thrown;
        if (!isAway) onAway(failure);
        [isAway, isNew] = [true, true];
        await sleep(clock, pauseMs, signal);
      }
    }
  };
  return {
    tail: (query, count) => insist(() => source.tail(query, count)),
    following: (query, cursor) => insist(() => source.following(query, cursor)),
    again: (query, messages) => insist(() => source.again(query, messages)),
    async version() {
      const version = await insist(() => source.version());
      // Another process counts its versions from the beginning: what it says may be what the one before said.
      if (!isNew) return version;
      isNew = false;
      return Number.NaN;
    },
  };
}

const AWAY: ReadonlySet<FailureCode> = new Set([
  "network.unreachable",
  "network.timeout",
  "network.reset",
  "store.unavailable",
]);

const isAwayFor = ({ code, retry }: Failure): boolean => retry && AWAY.has(code);
