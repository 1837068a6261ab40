import { setTimeout as sleep } from "node:timers/promises";

import type { Ground } from "./ground.ts";
import { rssOf } from "./process-memory.ts";

/** How the daemon fared while something went on. */
export interface Fared {
  /** What health checks were answered instead of 200. */
  readonly failed: readonly string[];
  readonly slowestMs: number;
  /** Its memory in bytes at a few moments from first to last. */
  readonly rss: readonly number[];
}

const PERIOD_MS = 200;
const MOMENTS = 11;

/** Asks the daemon again and again whether it is well, and looks at its memory. */
export function watchPulse({ daemon, daemonUrl }: Ground): { stop(): Promise<Fared> } {
  const failed: string[] = [];
  const rss: number[] = [];
  let slowestMs = 0;
  const beat = async () => {
    const began = performance.now();
    try {
      // As whoever watches it asks: each time on a connection of its own, which has to be taken in first.
      const { status } = await fetch(`${daemonUrl}/healthz`, { headers: { connection: "close" } });
      if (status !== 200) failed.push(String(status));
    } catch (thrown) {
      failed.push(String(thrown));
    }
    slowestMs = Math.max(slowestMs, performance.now() - began);
    rss.push(rssOf(daemon.pid));
  };
  const stopping = new AbortController();
  const beating = (async () => {
    while (!stopping.signal.aborted) {
      await beat();
      await sleep(PERIOD_MS);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await beating;
      const step = Math.max(1, (rss.length - 1) / (MOMENTS - 1));
      const moments = Array.from({ length: MOMENTS }, (_, at) => rss[Math.round(at * step)]);
      return { failed, slowestMs, rss: moments.filter((bytes) => bytes !== undefined) };
    },
  };
}
