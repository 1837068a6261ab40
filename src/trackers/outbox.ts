import type { Case, CaseKind, CaseRules } from "../domain/case.ts";
import type { Clock } from "../domain/clock.ts";
import { asFailure, type Failure } from "../domain/failure.ts";
import type { MemberId } from "../domain/ids.ts";
import type { Log } from "../domain/log.ts";
import { createWorkLoop, type WorkLoop } from "../domain/work-loop.ts";
import { dispatchesFor } from "./mirror.ts";
import type { DueDispatch, Told, Tracker, TrackerNews, TrackerStore } from "./ports.ts";
import { MOST_REFUSALS, nextTry } from "./schedule.ts";
import { type Wording, wordedLine } from "./wording.ts";

/** One tracker and what it is told. */
export interface Mirror {
  /** The tracker's key in the config. */
  readonly key: string;
  readonly tracker: Tracker;
  /** Null where nothing can be read. */
  readonly news: TrackerNews | null;
  readonly kinds: readonly CaseKind[];
  readonly wording: Wording;
}

export interface OutboxOptions {
  readonly store: TrackerStore;
  readonly rules: CaseRules;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** These members have something to hear. */
  readonly onNews: (members: readonly MemberId[]) => void;
}

/** Cases change by many hands, also of other processes; looking is one read of an index. */
const LOOK_MS = 2_000;
const STORE_PAUSE_MS = 30_000;

/**
 * Tells one tracker what happens to cases: of each case in its order, one thing after the other. While the tracker
 * takes nothing, one thing at a time tries it out and the rest waits.
 */
export function createOutbox(mirror: Mirror, options: OutboxOptions): WorkLoop {
  const { key, kinds } = mirror;
  const { store, clock, signal } = options;
  const log = options.log.with({ tracker: key });
  const work = { ...options, log, mirror };
  let failures = 0;
  let doubted = false;

  const step = async () => {
    try {
      if (!doubted) await store.doubtAll(key);
      doubted = true;
      if (await store.gather(key, kinds, (line) => dispatchesFor(key, line))) return 0;
      const next = await store.next(key);
      if (next === null) return LOOK_MS;
      const wait = Math.max(0, next.tryAt - clock.now());
      if (wait > 0) return Math.min(wait, LOOK_MS);
      const failure = await tryOnce(next, work);
      failures = failure === null ? 0 : failures + 1;
      if (failure !== null) await settleFailure(next, { failure, failures }, work);
      return 0;
    } catch (thrown) {
      if (!signal.aborted) log.error("a tracker's outbox failed", { reason: asFailure(thrown).message });
      return STORE_PAUSE_MS;
    }
  };
  return createWorkLoop(step, clock, signal);
}

type Work = OutboxOptions & { readonly mirror: Mirror };

/** Null when there is nothing left to do about it. */
async function tryOnce(due: DueDispatch, work: Work): Promise<Failure | null> {
  const { store, signal, mirror } = work;
  const line = wordedLine(due, mirror.wording);
  if (line === null) {
    await store.giveUp(due);
    return null;
  }
  // Written down first: a process that ends in the middle leaves somebody who looks before trying again.
  await store.save({ ...due, inDoubt: true });
  let told: Told;
  try {
    told = await mirror.tracker.tell(line, signal);
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    return asFailure(thrown);
  }
  await noteTold(due, told, work);
  return null;
}

async function noteTold(due: DueDispatch, told: Told, { store, mirror, log, onNews, ...work }: Work) {
  const url = due.issue === null ? (told.issue?.url ?? null) : null;
  const note = url === null ? null : noteOf(`${mirror.key}: ${url}`, work);
  onNews(await store.told(mirror.key, due, told, note));
  log.info("a tracker was told of a case", { case: due.caseNumber, what: due.kind });
}

function noteOf(as: string, { rules, clock }: Pick<Work, "rules" | "clock">) {
  const actor = { by: "flexcord" } as const;
  return (found: Case) => rules.change(found, { do: "mirrored", as }, actor, clock.now());
}

async function settleFailure(
  due: DueDispatch,
  { failure, failures }: { readonly failure: Failure; readonly failures: number },
  { store, clock, log, mirror }: Work,
): Promise<void> {
  const { code, message, certain, retryAfterMs = null } = failure;
  const attempts = due.attempts + 1;
  const inDoubt = due.inDoubt || !certain;
  const tried = { ...due, attempts, inDoubt, failure: code };
  const refused = code.endsWith(".refused") && !failure.retry;
  const given = code === "tracker.gone" || (refused && attempts >= MOST_REFUSALS);
  log.warn("a tracker could not be told of a case", {
    case: due.caseNumber,
    what: due.kind,
    attempts,
    code,
    reason: message,
    again: !given,
  });
  if (given) return store.giveUp(tried);
  const limited = code === "tracker.rate-limited";
  const tryAt = clock.now() + nextTry({ failures, inDoubt, limited, retryAfterMs });
  // What is wrong with one case is no reason to let others wait; else it stays the first of all.
  await store.save({ ...tried, tryAt: refused ? tryAt : due.madeAt });
  if (!refused) await store.hold(mirror.key, tryAt);
}
