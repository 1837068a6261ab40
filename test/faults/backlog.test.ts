import { expect, it } from "vitest";

import { count, isSoak, PATIENCE_MS } from "./support/counts.ts";
import { keepFigure } from "./support/figures.ts";
import { openGround } from "./support/ground.ts";
import { inMegabytes, rssOf } from "./support/process-memory.ts";
import { untilQuiet } from "./support/quiet.ts";
import { openTalks, verdictOf } from "./support/talks.ts";
import { writeBothWays } from "./support/traffic.ts";
import { CLEAN, inWords } from "./support/verdict.ts";

/** Enough that the limit of the whole bot bounds the drain: not that of a channel, nor how soon a lane goes on. */
const TALKS = isSoak ? 100 : 20;
/** Documented: requests a second, for the whole bot. */
const DISCORD_ALLOWS = 50;
const OF_WHAT_IS_ALLOWED = 0.8;
const PARTS = 10;
const RSS_MAY_GROW_BYTES = 64 * 1024 * 1024;
/** Where memory is plenty V8 collects late, and its resident memory says nothing: this is a small server's. */
const SMALL_SERVER = { NODE_OPTIONS: "--max-old-space-size=128 --max-semi-space-size=4" };

it.skipIf(process.platform !== "linux")(
  "what waited through an outage of both vendors drains in order, as fast as Discord allows, from the disk",
  { timeout: PATIENCE_MS },
  async () => {
    const ground = await openGround(SMALL_SERVER, { apart: true, verbose: false });
    await ground.daemon.start();
    const talks = await openTalks(ground, TALKS);
    // Of everything: where other calls still went through, no side would count as down, and lanes would wait on their own.
    for (const vendor of ["discord", "twilio"]) {
      await ground.dials.befall({ vendor, effect: { kind: "answer", status: 503 } });
    }
    const rss = [rssOf(ground.daemon.pid)];
    for (let part = 0; part < PARTS; part += 1) {
      await writeBothWays(ground, talks, count("backlog") / 2 / PARTS);
      rss.push(rssOf(ground.daemon.pid));
    }
    await ground.dials.clear();
    const began = performance.now();
    // Looking through what has arrived would keep the sandbox from taking the rest.
    await untilQuiet(ground, { timers: false });
    const seconds = (performance.now() - began) / 1000;
    rss.push(rssOf(ground.daemon.pid));
    const verdict = await verdictOf(ground, talks);
    expect(verdict).toMatchObject(CLEAN);
    // Half of the lines go to Discord; the others have no such limit and are long through.
    const share = verdict.sent / 2 / seconds / DISCORD_ALLOWS;
    // A share is over before it has got going.
    expect(share).toBeGreaterThanOrEqual(isSoak ? OF_WHAT_IS_ALLOWED : 0);
    // Warm by the first tenth of many: nine times as much that waits takes hardly more.
    const [before = 0, warm = 0, ...later] = rss;
    expect(Math.max(...later) - (isSoak ? warm : before)).toBeLessThan(RSS_MAY_GROW_BYTES);
    const memory = rss.map(inMegabytes).join(", ");
    keepFigure({
      row: 19,
      what: "backlog after an outage",
      count: verdict.sent,
      found: `${inWords(verdict)}; drained at ${share.toFixed(2)} times what Discord allows; RSS before, after each tenth of the writing, and at the end: ${memory}`,
    });
  },
);
