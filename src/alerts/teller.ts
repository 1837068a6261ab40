import type { Clock } from "../domain/clock.ts";
import { asFailure } from "../domain/failure.ts";
import type { Log } from "../domain/log.ts";
import type { Alert, AlertNews, Outlet, Stage, Telling } from "./ports.ts";
import { nextTry } from "./schedule.ts";

/** Tells one outlet what is to be told there, one thing after the other, and tries again what failed. */
export interface Teller {
  /** There may be something to tell. */
  look(): void;
  /** Resolves when nothing is being told. */
  idle(): Promise<void>;
}

interface TellerOptions {
  readonly outlet: Outlet;
  /** All that is kept, oldest first. */
  readonly alerts: () => readonly Alert[];
  readonly sentence: (alert: Alert) => string;
  /** Whether a try before this process may have gone through. */
  readonly inherited: (alert: Alert, stage: Stage) => boolean;
  readonly settled: (alert: Alert, telling: Telling) => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

interface Due {
  readonly alert: Alert;
  readonly telling: Telling;
}

export function createTeller(options: TellerOptions): Teller {
  const { outlet, alerts, clock, signal } = options;
  let working: Promise<void> | null = null;
  let cancel: (() => void) | null = null;
  let again = false;

  const work = async () => {
    for (let due = nextOf(alerts(), outlet); due !== null; due = nextOf(alerts(), outlet)) {
      if (signal.aborted) return;
      const wait = due.telling.dueAt - clock.now();
      if (wait > 0) {
        cancel = clock.after(wait, look);
        return;
      }
      await tellOnce(options, due);
    }
  };

  function look(): void {
    again = true;
    if (working !== null || signal.aborted) return;
    cancel?.();
    again = false;
    working = work().finally(() => {
      working = null;
      if (again) look();
    });
  }

  signal.addEventListener("abort", () => cancel?.(), { once: true });
  return {
    look,
    async idle() {
      await working;
    },
  };
}

/** The earliest that is due here. An end is not told before its beginning. */
function nextOf(alerts: readonly Alert[], { name }: Outlet): Due | null {
  let next: Due | null = null;
  for (const alert of alerts) {
    const waiting = alert.tellings.find(({ outlet, state }) => outlet === name && state === "waiting");
    if (waiting === undefined) continue;
    if (next === null || waiting.dueAt < next.telling.dueAt) next = { alert, telling: waiting };
  }
  return next;
}

async function tellOnce(options: TellerOptions, { alert, telling }: Due): Promise<void> {
  const { outlet, settled, clock, log, signal } = options;
  const attempts = telling.attempts + 1;
  const about = { alert: alert.kind, subject: alert.subject, outlet: outlet.name, stage: telling.stage };
  try {
    await outlet.tell(newsOf(options, alert, telling), signal);
    settled(alert, { ...telling, state: "told", attempts });
  } catch (thrown) {
    if (signal.aborted) return;
    const { code, message } = asFailure(thrown);
    const noticedAt = telling.stage === "over" ? (alert.overAt ?? alert.raisedAt) : alert.raisedAt;
    const wait = nextTry(attempts, clock.now() - noticedAt);
    log.warn("an alert could not be told", {
      ...about,
      attempts,
      code,
      reason: message,
      again: wait !== null,
    });
    settled(
      alert,
      wait === null
        ? { ...telling, state: "given-up", attempts }
        : { ...telling, attempts, dueAt: clock.now() + wait },
    );
  }
}

function newsOf({ sentence, inherited }: TellerOptions, alert: Alert, telling: Telling): AlertNews {
  const { tellings: _, raisedAt, overAt, ...trouble } = alert;
  const { stage } = telling;
  return {
    ...trouble,
    stage,
    overAt: stage === "over" ? overAt : null,
    at: stage === "over" && overAt !== null ? overAt : raisedAt,
    sentence: sentence(alert),
    inDoubt: telling.attempts > 0 || inherited(alert, stage),
  };
}
