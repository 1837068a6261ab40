import type { Gap, GapPlace } from "../../bridge/ports.ts";
import { asFailure } from "../../domain/failure.ts";
import type { PlaceId } from "../../domain/ids.ts";
import { createTurns } from "../../domain/turns.ts";
import { fillPlace, type FillDependencies } from "./fill-place.ts";
import { insist } from "./insist.ts";

/**
 * Fetches what members wrote while nobody listened. A new gateway session brings nothing of the time before
 * it, so every known place is read from where the ledger ends. What was written by somebody whose place was
 * never known cannot be found: Discord lists no direct messages to a bot.
 */
export interface BackFill {
  /** A new session has begun. Resolves once that is noted for good; the fetching goes on by itself. */
  begin(sessionId: string): Promise<void>;
  /** Takes up what an earlier process did not finish. */
  resume(): Promise<void>;
  /**
   * Somebody writes there right now: this place comes first. Resolves when what it held before is stored, and rejects
   * when that will never be, or we are to stop first; null where nothing is to be fetched.
   */
  filling(placeId: PlaceId): Promise<void> | null;
  /** Resolves when nothing is being fetched. */
  idle(): Promise<void>;
}

const PAGES_AT_ONCE = 4;

export function createBackFill(dependencies: FillDependencies): BackFill {
  const { gaps, log } = dependencies;
  const waiting = new Map<PlaceId, Job>();
  const turns = createTurns(PAGES_AT_ONCE);
  let noted: string | null = null;
  let working: Promise<unknown> = Promise.resolve();

  const run = async (job: Job): Promise<void> => {
    const { gap, place, done } = job;
    try {
      await fillPlace(dependencies, gap, place, (work) => turns.take(work, () => job.hurries));
      // A later session may have asked for the same place again.
      if (waiting.get(place.placeId) === job) waiting.delete(place.placeId);
      done.resolve();
    } catch (thrown) {
      done.reject(asFailure(thrown));
    }
    await done.promise;
  };

  const closeAfter = async (jobs: readonly Promise<unknown>[], gap: Gap): Promise<void> => {
    await Promise.all(jobs);
    if (waiting.size > 0) return;
    await insist(dependencies, () => gaps.closeGap(gap.id));
    log.info("Everything that could be fetched has been fetched", { places: gap.places.length });
  };

  const fill = (gap: Gap): void => {
    log.warn("What members wrote may have been missed: their places are read", {
      since: new Date(gap.since).toISOString(),
      places: gap.places.length,
    });
    const jobs = jobsOf(gap);
    for (const job of jobs) waiting.set(job.place.placeId, job);
    working = closeAfter([working, ...jobs.map(run)], gap);
    working.catch((thrown: unknown) =>
      log.error("Fetching ended early", { error: asFailure(thrown).message }),
    );
  };

  return {
    async begin(sessionId) {
      if (noted === sessionId) return;
      const gap = await gaps.openGap();
      noted = sessionId;
      if (gap !== null) fill(gap);
    },
    async resume() {
      const gap = await gaps.gap();
      if (gap !== null) fill(gap);
    },
    filling(placeId) {
      const job = waiting.get(placeId);
      if (job === undefined) return null;
      job.hurries = true;
      return job.done.promise;
    },
    async idle() {
      await working.catch(() => undefined);
    },
  };
}

interface Job {
  readonly gap: Gap;
  readonly place: GapPlace;
  /** Somebody waits for it. */
  hurries: boolean;
  readonly done: PromiseWithResolvers<void>;
}

function jobsOf(gap: Gap): readonly Job[] {
  return gap.places.map((place) => {
    const done = Promise.withResolvers<void>();
    done.promise.catch(() => undefined);
    return { gap, place, hurries: false, done };
  });
}
