import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

import type { Ground } from "./ground.ts";

/** Whoever waits for a human is told of their place again and again. */
const TIMERS = "(SELECT count(*) FROM timers WHERE timer <> 'queue')";

/**
 * Waits until the ledger holds nothing that is still to be decided or to be done.
 *
 * @param timers whether nothing may be about to ring either
 */
export async function untilQuiet({ store }: Ground, { timers = true } = {}): Promise<void> {
  const ledger = new DatabaseSync(store, { readOnly: true, timeout: 10_000 });
  const open = ledger.prepare(`
    SELECT (SELECT count(*) FROM events WHERE state = 'new') + ${timers ? TIMERS : 0}
      + (SELECT count(*) FROM effects WHERE state = 'pending') AS open`);
  for (let quiet = 0; quiet < 3; quiet += 1) {
    while (Number(open.get()?.["open"]) > 0) await sleep(250);
    // A flow may be about to ask.
    await sleep(300);
  }
  ledger.close();
}
