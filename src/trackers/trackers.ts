import { createCatchUp } from "./catch-up.ts";
import { hear } from "./hearing.ts";
import { createOutbox, type Mirror, type OutboxOptions } from "./outbox.ts";
import type { Hear } from "./ports.ts";

/** Cases on their way to trackers, and what trackers say of them. */
export interface Trackers {
  readonly hear: Hear;
  stop(): Promise<void>;
}

/** Tells every tracker what happens to cases, until it is stopped. One that takes nothing holds up no other. */
export function startTrackers(mirrors: readonly Mirror[], options: Omit<OutboxOptions, "signal">): Trackers {
  const { store, rules, clock, log, onNews } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const record: Hear = async (tracker, heard) => {
    const state = await store.hear(tracker, heard, (found, issue) =>
      hear(tracker, heard, found, { issue, rules, now: clock.now() }),
    );
    if (state.state === "recorded") onNews(state.rings);
    else log.debug("nothing follows from what a tracker says", { tracker, ...state });
    return state;
  };
  const outboxes = mirrors.map((mirror) => createOutbox(mirror, { ...options, signal }));
  const catchUps = new Map(
    mirrors.flatMap(({ key, news }) =>
      news === null ? [] : [[key, createCatchUp({ key, news }, { ...options, hear: record, signal })]],
    ),
  );
  const loops = [...outboxes, ...catchUps.values()];
  for (const loop of loops) loop.look();
  return {
    async hear(tracker, heard) {
      try {
        return await record(tracker, heard);
      } catch (thrown) {
        // It is not told again; it can be read.
        catchUps.get(tracker)?.look();
        throw thrown;
      }
    },
    async stop() {
      stopping.abort(new Error("the daemon stops"));
      await Promise.all(loops.map((loop) => loop.idle()));
    },
  };
}
