import type { Clock } from "../domain/clock.ts";
import type { InboundEvent } from "../domain/event.ts";
import { asFailure } from "../domain/failure.ts";
import type { Log } from "../domain/log.ts";
import type { Accept, LateLane, Ledger } from "./ports.ts";

/** Notices what waits for one side for too long, and when nothing does any more. */
export interface DelayWatch {
  start(): void;
  /** Resolves when no look is under way. */
  idle(): Promise<void>;
}

const LONGEST_PERIOD_MS = 5_000;

export function createDelayWatch(options: {
  readonly ledger: Pick<Ledger, "delays">;
  readonly accept: Accept;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** How long something may wait before people are told; null for never. */
  readonly tellAfterMs: number | null;
}): DelayWatch {
  const { ledger, accept, clock, log, signal, tellAfterMs } = options;
  let looking: Promise<void> = Promise.resolve();
  let cancel: (() => void) | null = null;

  const look = async (afterMs: number) => {
    const { began, over } = await ledger.delays(clock.now() - afterMs);
    const event = (kind: "delay.noticed" | "delay.over", lane: LateLane): InboundEvent => ({
      source: "bridge",
      // The same wait is told of once, whatever becomes of this process.
      sourceId: `${kind}:${lane.effectId}`,
      at: clock.now(),
      happening: { kind, ...lane },
    });
    const events = [
      ...began.map((lane) => event("delay.noticed", lane)),
      ...over.map((lane) => event("delay.over", lane)),
    ];
    if (events.length > 0) await accept(events);
  };

  const again = (afterMs: number) => {
    cancel = clock.after(Math.min(LONGEST_PERIOD_MS, afterMs / 2), () => {
      looking = look(afterMs)
        .catch((thrown: unknown) => {
          log.error("delays could not be looked for", { failure: asFailure(thrown).message });
        })
        .finally(() => {
          if (!signal.aborted) again(afterMs);
        });
    });
  };

  signal.addEventListener("abort", () => cancel?.(), { once: true });
  return {
    start() {
      if (tellAfterMs !== null) again(tellAfterMs);
    },
    idle: () => looking,
  };
}
