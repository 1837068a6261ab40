import type { Clock } from "../domain/clock.ts";
import { asFailure } from "../domain/failure.ts";
import type { Log } from "../domain/log.ts";
import { createWorkLoop, type WorkLoop } from "../domain/work-loop.ts";
import type { Alert, AlertNews, Outlet, Stage, Telling } from "./ports.ts";
import { nextTry } from "./schedule.ts";

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

/** Tells one outlet what is to be told there, one thing after the other, and tries again what failed. */
export function createTeller(options: TellerOptions): WorkLoop {
  const { outlet, alerts, clock, signal } = options;
  const step = async () => {
    const due = nextOf(alerts(), outlet);
    if (due === null) return null;
    const wait = Math.max(0, due.telling.dueAt - clock.now());
    if (wait === 0) await tellOnce(options, due);
    return wait;
  };
  return createWorkLoop(step, clock, signal);
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
