import type { Actor, CaseAction, CaseRules } from "../domain/case.ts";
import type { Clock } from "../domain/clock.ts";
import { asFailure } from "../domain/failure.ts";
import type { CaseNumber, MemberId } from "../domain/ids.ts";
import type { Log } from "../domain/log.ts";
import { startWorkLoop } from "../domain/work-loop.ts";
import type { CaseBook, CaseReader } from "./ports.ts";

/** A promise is in minutes: noting within some seconds that it was broken is soon enough. */
const PERIOD_MS = 5_000;
/** Between two of these, messages go first. */
const MOST_AT_ONCE = 100;

interface KeeperOptions {
  readonly book: CaseBook;
  readonly reader: Pick<CaseReader, "due" | "resolvedBy">;
  readonly rules: CaseRules;
  /** How long a case stays resolved until it is closed, in milliseconds; null for ever. */
  readonly closeMs: number | null;
  readonly clock: Clock;
  readonly log: Log;
  /** These members have something to hear. */
  readonly onNews: (members: readonly MemberId[]) => void;
}

const flexcord: Actor = { by: "flexcord" };

/**
 * What becomes of cases by the passing of time alone: broken promises are noted, what was resolved is closed. The
 * returned function ends it.
 */
export function startCaseKeeper(options: KeeperOptions): () => Promise<void> {
  const { clock, log } = options;
  return startWorkLoop(async (signal) => {
    try {
      await lookAfter(options, signal);
    } catch (thrown) {
      log.error("cases could not be looked after", { failure: asFailure(thrown).message });
    }
    return PERIOD_MS;
  }, clock);
}

async function lookAfter(options: KeeperOptions, signal: AbortSignal): Promise<void> {
  const { reader, clock, closeMs } = options;
  const now = clock.now();
  for (const number of reader.due(now, MOST_AT_ONCE)) {
    if (signal.aborted) return;
    await act(options, number, { do: "check-time" });
  }
  if (closeMs === null) return;
  for (const number of reader.resolvedBy(now - closeMs, MOST_AT_ONCE)) {
    if (signal.aborted) return;
    await act(options, number, { do: "set-status", status: "closed" });
  }
}

async function act(
  { book, rules, clock, log, onNews }: KeeperOptions,
  number: CaseNumber,
  action: CaseAction,
): Promise<void> {
  const { changed, rings } = await book.change(number, (found) => {
    // Somebody may have opened it again since it was found.
    const stale = action.do === "set-status" && found.status !== "resolved";
    return rules.change(found, stale ? { do: "check-time" } : action, flexcord, clock.now());
  });
  for (const { field, to } of changed.changes)
    log.info("a case by time", { case: number, field, to: to ?? "" });
  onNews(rings);
}
