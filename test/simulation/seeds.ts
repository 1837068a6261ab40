import { simulate, type Outcome, type SimulateOptions } from "./simulate.ts";

/** The outcomes of seeds in a row, up to the first that fails. */
export async function firstFailure(
  seeds: { readonly from: number; readonly count: number },
  options: SimulateOptions = {},
): Promise<{ readonly failed: Outcome | null; readonly tried: number; readonly totals: Outcome["counts"] }> {
  const totals = { posts: 0, agentLines: 0, deaths: 0, unheard: 0, missed: 0, changes: 0 };
  for (let tried = 1; tried <= seeds.count; tried += 1) {
    const outcome = await simulate(seeds.from + tried - 1, options);
    totals.posts += outcome.counts.posts;
    totals.agentLines += outcome.counts.agentLines;
    totals.deaths += outcome.counts.deaths;
    totals.unheard += outcome.counts.unheard;
    totals.missed += outcome.counts.missed;
    totals.changes += outcome.counts.changes;
    if (outcome.violations.length > 0) return { failed: outcome, tried, totals };
  }
  return { failed: null, tried: seeds.count, totals };
}

/** A failing seed as somebody has to read it. */
export function describeFailure({ seed, violations, trace }: Outcome): string {
  return [
    `seed ${seed} fails; FLEXCORD_SEED=${seed} npx vitest run test/simulation replays it alone`,
    ...violations.map((violation) => `  ${violation}`),
    ...trace,
  ].join("\n");
}
