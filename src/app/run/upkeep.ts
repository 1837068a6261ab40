import { sleep, type Clock } from "../../domain/clock.ts";
import { asFailure } from "../../domain/failure.ts";
import type { Log } from "../../domain/log.ts";
import { startWorkLoop } from "../../domain/work-loop.ts";
import type { Upkeep } from "../../operator/ports.ts";

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** Between two batches, so that messages always go first. */
const BREATH_MS = 20;
/** The index of words may be behind for a while, so in a flood it takes little of the time. */
const INDEX_BREATH_MS = 100;
const INDEX_PAUSE_MS = 1_000;

interface UpkeepOptions {
  readonly upkeep: Upkeep;
  readonly retentionDays: number;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Seals anew what former secrets sealed, then drops what is old, every hour; and has the index of words follow
 * what was said. The returned function ends it.
 */
export function startUpkeep(options: UpkeepOptions): () => Promise<void> {
  const stops = [
    startWorkLoop((signal) => keepUp(options, signal), options.clock),
    startWorkLoop(() => index(options), options.clock),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

async function keepUp(
  { upkeep, retentionDays, clock, log }: UpkeepOptions,
  signal: AbortSignal,
): Promise<number> {
  const breathe = () => sleep(clock, BREATH_MS, signal).catch(() => undefined);
  try {
    let resealed = false;
    while (!signal.aborted && (await upkeep.reseal())) {
      resealed = true;
      await breathe();
    }
    if (resealed && !signal.aborted)
      log.info("everything is sealed with the current secret; FLEXCORD_OLD_SECRETS can go");
    const before = clock.now() - retentionDays * DAY_MS;
    let expired = 0;
    for (let more = 1; more > 0 && !signal.aborted; expired += more) {
      more = await upkeep.expire(before);
      await breathe();
    }
    if (expired > 0) log.info("old texts were dropped", { events: expired });
  } catch (thrown) {
    log.error("the database could not be looked after", { failure: asFailure(thrown).message });
  }
  return HOUR_MS;
}

async function index({ upkeep, log }: UpkeepOptions): Promise<number> {
  try {
    if (await upkeep.index()) return INDEX_BREATH_MS;
  } catch (thrown) {
    log.error("the index of words could not be written", { failure: asFailure(thrown).message });
  }
  return INDEX_PAUSE_MS;
}
