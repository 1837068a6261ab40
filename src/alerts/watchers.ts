import type { Clock } from "../domain/clock.ts";
import type { Failure } from "../domain/failure.ts";
import type { EpochMs } from "../domain/ids.ts";
import type { LedgerTroubles, Trouble } from "./ports.ts";
import type { Watcher } from "./watch.ts";

/** When what only grows with time becomes an alert, in milliseconds. */
export interface Thresholds {
  readonly memberWaitMs: number;
  readonly messageWaitMs: number;
  readonly gatewayDownMs: number;
}

const SUBJECTS = { member: "discord", agent: "twilio", assistant: "assistant" } as const;

/** What the ledger tells. */
export function ledgerWatchers(
  ledger: LedgerTroubles,
  { memberWaitMs, messageWaitMs }: Thresholds,
  clock: Clock,
): readonly Watcher[] {
  return [
    {
      kind: "message.parked",
      look: async () =>
        (await ledger.parked()).map(({ code, count, since }) => ({
          kind: "message.parked",
          subject: code,
          since,
          facts: { count },
        })),
    },
    {
      kind: "message.waiting",
      look: async () =>
        (await ledger.unsettled(clock.now() - messageWaitMs)).map(({ direction, count, since }) => ({
          kind: "message.waiting",
          subject: SUBJECTS[direction],
          since,
          facts: { count },
        })),
    },
    {
      kind: "member.waiting",
      async look() {
        const found = await ledger.unanswered(clock.now() - memberWaitMs);
        if (found === null) return [];
        const { count, since, case: caseNumber } = found;
        const facts = { count, ...(caseNumber === null ? {} : { case: caseNumber }) };
        return [{ kind: "member.waiting", subject: "queue", since, facts }];
      },
    },
    {
      kind: "server.raided",
      async look() {
        const raid = await ledger.raid();
        if (raid === null || raid.until <= clock.now()) return [];
        return [{ kind: "server.raided", subject: "newcomers", since: raid.since, facts: {} }];
      },
    },
  ];
}

/** A promise of an answer or of a solution that was broken and is still owed. */
export interface BrokenPromise {
  readonly case: number;
  readonly promise: "first-answer" | "resolution";
  readonly since: EpochMs;
}

/** One alert for each promise, so that staff hears of every case. */
export function caseWatcher(broken: () => readonly BrokenPromise[]): Watcher {
  return {
    kind: "case.late",
    look: async () =>
      broken().map(({ since, ...facts }) => ({
        kind: "case.late",
        subject: `${facts.case}.${facts.promise}`,
        since,
        facts,
      })),
  };
}

/** The gateway's own reconnects take a moment and are nobody's business. */
export function gatewayWatcher(ready: () => boolean, { gatewayDownMs }: Thresholds, clock: Clock): Watcher {
  let downSince: EpochMs | null = null;
  return {
    kind: "gateway.down",
    async look() {
      if (ready()) {
        downSince = null;
        return [];
      }
      downSince ??= clock.now();
      if (clock.now() - downSince < gatewayDownMs) return null;
      return [{ kind: "gateway.down", subject: "discord", since: downSince, facts: {} }];
    },
  };
}

/** Hears of the store's failures, and then tries it out until it works again. */
export interface StoreWatcher extends Watcher {
  readonly failed: (failure: Failure) => void;
}

export function storeWatcher(probe: () => Promise<void>, clock: Clock): StoreWatcher {
  let found: readonly Trouble[] = [];
  return {
    kind: "store.failing",
    failed({ code }) {
      if (!code.startsWith("store.")) return;
      if (found.length === 0)
        found = [{ kind: "store.failing", subject: "store", since: clock.now(), facts: { code } }];
    },
    async look() {
      if (found.length === 0) return found;
      try {
        await probe();
        found = [];
      } catch {
        // It fails still.
      }
      return found;
    },
  };
}
