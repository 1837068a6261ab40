/**
 * `npm run bench -- bridge [part]`: what the bridge costs, as ratios inside one run (docs/performance.md). Rounds
 * of what is compared take turns, so that a busy machine hits all of them alike; medians of ratios count.
 */
import { benchEnds } from "./bridge/ends.ts";
import { benchLedger } from "./bridge/ledger.ts";
import { say } from "./bridge/measure.ts";
import { benchMemory } from "./bridge/memory.ts";
import { benchWebhook } from "./bridge/webhook.ts";

const parts = { webhook: benchWebhook, ledger: benchLedger, ends: benchEnds, memory: benchMemory };
const [, only] = process.argv.slice(2);
for (const [name, bench] of Object.entries(parts)) {
  if (only !== undefined && only !== name) continue;
  say(name);
  await bench();
}
