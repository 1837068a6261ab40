import type { Clock } from "../domain/clock.ts";
import { asFailure } from "../domain/failure.ts";
import type { Log } from "../domain/log.ts";
import type { Texts } from "../texts/texts.ts";
import type { Alert, AlertDesk, AlertKind, AlertStore, Outlet, Stage, Telling } from "./ports.ts";
import { sentenceOf } from "./sentence.ts";
import { createTeller } from "./teller.ts";

/** What is wrong, each thing once, with its end; told on every way out there is. */
export interface Alerts extends AlertDesk {
  /** Those that last. */
  lasting(): readonly Alert[];
  /** Stores what an ailing store did not take before. */
  saveAgain(): Promise<void>;
  /** Lets what is being told end. */
  idle(): Promise<void>;
}

export interface AlertsOptions {
  readonly store: AlertStore;
  readonly outlets: readonly Outlet[];
  readonly texts: Texts;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  /** Aborting it begins nothing more; what was not told is told by the next process. */
  readonly signal: AbortSignal;
}

/**
 * Takes up what an earlier process left. Alerts live in memory and are stored as well as the store allows: that it
 * fails is itself an alert. What a killed process may have told is told again, under the same id.
 */
export async function openAlerts(options: AlertsOptions): Promise<Alerts> {
  const { outlets, clock, log, newId } = options;
  const kept = await openKept(options);
  const tellers = outlets.map((outlet) =>
    createTeller({
      outlet,
      clock,
      log,
      signal: options.signal,
      alerts: () => kept.all(),
      sentence: (alert) => sentenceOf(alert, options.texts),
      inherited: (alert, stage) => kept.inherited(alert.id, stage),
      settled: (alert, telling) => kept.put(withTelling(kept.latest(alert), telling)),
    }),
  );
  const lookAll = () => tellers.forEach((teller) => teller.look());
  lookAll();

  return {
    lasting: () => kept.all().filter(({ overAt }) => overAt === null),
    raise(trouble) {
      if (kept.lasting(trouble.kind, trouble.subject) !== undefined) return;
      const at = clock.now();
      log.warn("an alert begins", { alert: trouble.kind, subject: trouble.subject, ...trouble.facts });
      const tellings = outlets.map(({ name }) => waiting(name, "began", at));
      kept.put({ ...trouble, id: newId(), raisedAt: at, overAt: null, tellings });
      lookAll();
    },
    over(kind, subject) {
      const alert = kept.lasting(kind, subject);
      if (alert === undefined) return;
      const at = clock.now();
      log.info("an alert is over", { alert: kind, subject });
      const heard = alert.tellings.map(({ outlet }) => waiting(outlet, "over", at));
      kept.put({ ...alert, overAt: at, tellings: [...alert.tellings, ...heard] });
      lookAll();
    },
    saveAgain: () => kept.saveAgain(),
    async idle() {
      await Promise.all(tellers.map((teller) => teller.idle()));
      await kept.saved();
    },
  };
}

const waiting = (outlet: Outlet["name"], stage: Stage, dueAt: number): Telling => ({
  outlet,
  stage,
  dueAt,
  state: "waiting",
  attempts: 0,
});

function withTelling(alert: Alert, telling: Telling): Alert {
  const isSame = (other: Telling) => other.outlet === telling.outlet && other.stage === telling.stage;
  return { ...alert, tellings: alert.tellings.map((other) => (isSame(other) ? telling : other)) };
}

const isDone = ({ overAt, tellings }: Alert): boolean =>
  overAt !== null && tellings.every(({ state }) => state !== "waiting");

/** What is remembered, in memory and in the store. */
async function openKept({ store, outlets, log }: AlertsOptions) {
  const names = new Set(outlets.map(({ name }) => name));
  const alerts = new Map<string, Alert>();
  const unsaved = new Set<string>();
  let saving: Promise<void> = Promise.resolve();
  for (const alert of await store.open()) {
    // A way out that the config no longer has is not waited for.
    alerts.set(alert.id, { ...alert, tellings: alert.tellings.filter(({ outlet }) => names.has(outlet)) });
  }
  const inherited = new Set(
    [...alerts.values()].flatMap(({ id, tellings }) => tellings.map(({ stage }) => `${id}/${stage}`)),
  );
  const save = async (alert: Alert) => {
    try {
      await store.save(alert);
      unsaved.delete(alert.id);
      if (isDone(alert) && alerts.get(alert.id) === alert) alerts.delete(alert.id);
    } catch (thrown) {
      unsaved.add(alert.id);
      log.warn("an alert could not be stored", { alert: alert.kind, reason: asFailure(thrown).message });
    }
  };
  const saveSoon = (alert: Alert) => {
    saving = Promise.all([saving, save(alert)]).then(() => undefined);
  };
  return {
    all: () => [...alerts.values()],
    latest: (alert: Alert) => alerts.get(alert.id) ?? alert,
    lasting: (kind: AlertKind, subject: string) =>
      [...alerts.values()].find(
        (alert) => alert.overAt === null && alert.kind === kind && alert.subject === subject,
      ),
    inherited: (id: string, stage: Stage) => inherited.has(`${id}/${stage}`),
    put(alert: Alert) {
      alerts.set(alert.id, alert);
      saveSoon(alert);
    },
    async saveAgain() {
      for (const id of unsaved) {
        const alert = alerts.get(id);
        if (alert !== undefined) await save(alert);
      }
    },
    saved: () => saving,
  };
}
