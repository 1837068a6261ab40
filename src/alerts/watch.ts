import type { Clock } from "../domain/clock.ts";
import { asFailure, type Failure } from "../domain/failure.ts";
import type { Log } from "../domain/log.ts";
import { startWorkLoop } from "../domain/work-loop.ts";
import type { Alerts } from "./alerts.ts";
import type { AlertKind, Trouble } from "./ports.ts";

/** Looks after what can be looked at: alerts follow what it finds, also what a former process raised. */
export interface Watcher {
  /** The kind of what it finds. */
  readonly kind: AlertKind;
  /** Everything of its kind that is wrong now; null when it cannot tell yet, so that nothing begins or ends. */
  look(): Promise<readonly Trouble[] | null>;
}

const PERIOD_MS = 5_000;

/** Has every watcher look from time to time. The returned function ends that. */
export function startWatchers(options: {
  readonly watchers: readonly Watcher[];
  readonly alerts: Alerts;
  readonly clock: Clock;
  readonly log: Log;
  /** One of them could not look. */
  readonly failed: (failure: Failure) => void;
}): () => Promise<void> {
  const { watchers, alerts, clock, log, failed } = options;
  return startWorkLoop(async () => {
    for (const watcher of watchers) {
      await followUp(watcher, alerts).catch((thrown: unknown) => {
        const failure = asFailure(thrown);
        log.warn("an alert's cause could not be looked at", { alert: watcher.kind, reason: failure.message });
        failed(failure);
      });
    }
    await alerts.saveAgain();
    return PERIOD_MS;
  }, clock);
}

async function followUp(watcher: Watcher, alerts: Alerts): Promise<void> {
  const { kind } = watcher;
  const found = await watcher.look();
  if (found === null) return;
  for (const trouble of found) alerts.raise(trouble);
  const still = new Set(found.map(({ subject }) => subject));
  const ended = alerts.lasting().filter((alert) => alert.kind === kind && !still.has(alert.subject));
  for (const { subject } of ended) alerts.over(kind, subject);
}
