import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { expect, it } from "vitest";
import type { Ledger } from "../../../src/bridge/ports.ts";
import type { Step } from "../../contract/store/histories.ts";
import { dice, randomStep } from "../../contract/store/histories.ts";
import { createMemoryLedger } from "../../contract/store/memory/ledger.ts";
import { THEN } from "../../contract/store/samples.ts";
import { temporaryFolder } from "./folder.ts";
import { open } from "./setup.ts";

const folder = temporaryFolder();
const SEEDS = Number(process.env["SEEDS"] ?? 10);
const FIRST_SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const STEPS = 150;

/** What a call came to, with failures of all kinds alike: the contract fixes when to refuse, not the words. */
async function outcomeOf(step: Step, ledger: Ledger): Promise<unknown> {
  try {
    return { step: step.name, result: await step.call(ledger) };
  } catch {
    return { step: step.name, refused: true };
  }
}

/** Where a history first differs from the model's; null when it never does. */
async function differenceIn(
  seed: number,
): Promise<{ readonly found: unknown; readonly wanted: unknown } | null> {
  const d = dice(seed);
  let now = THEN;
  const path = join(folder, `history-${seed}.sqlite`);
  let store = await open(path, { now: () => now });
  const model = createMemoryLedger(() => now);
  for (let played = 0; played < STEPS; played += 1) {
    const steps = [randomStep(seed, d, now)];
    // Calls made at once may be committed together; a call that only reads goes alone.
    while (steps.at(-1)?.writes === true && d.chance(50)) steps.push(randomStep(seed, d, now));
    const together = steps.filter(({ writes }, index) => writes || index === 0);
    const found = await Promise.all(together.map((step) => outcomeOf(step, store.ledger)));
    const wanted: unknown[] = [];
    for (const step of together) wanted.push(await outcomeOf(step, model.ledger));
    if (!isDeepStrictEqual(found, wanted)) return { found, wanted };
    if (d.chance(30)) now += d.number(400);
    if (d.chance(4)) {
      await store.close();
      store = await open(path, { now: () => now });
      model.reopen();
    }
  }
  await store.close();
  return null;
}

it(`agrees with the model over ${SEEDS} random histories from SEED=${FIRST_SEED}`, async () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
    expect({ seed, difference: await differenceIn(seed) }).toEqual({ seed, difference: null });
  }
}, 600_000);
