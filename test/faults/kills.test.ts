import { expect, it } from "vitest";

import { count, PATIENCE_MS } from "./support/counts.ts";
import { keepFigure } from "./support/figures.ts";
import { openGround } from "./support/ground.ts";
import { killAt, STEPS } from "./support/kills.ts";
import { openTalks, untilDelivered, verdictOf, type Way, write } from "./support/talks.ts";
import { CLEAN, inWords, sum, type Verdict } from "./support/verdict.ts";

const WAYS: readonly Way[] = ["to Flex", "to Discord"];
/** Stages are independent of each other: so many at a time, and a fresh one before a tape gets long. */
const STAGES_AT_ONCE = 3;
const ROUNDS_A_STAGE = 14;

it.each(WAYS)(
  "kill -9 at every step of a line %s loses, doubles and disorders nothing",
  { timeout: PATIENCE_MS },
  async (way) => {
    const left = stagesOf(count("kills"));
    const verdicts: Verdict[] = [];
    let kills = 0;
    const keep = () =>
      keepFigure({
        row: 1,
        what: `kill -9 at each of six steps, ${way}`,
        count: kills,
        found: `${inWords(sum(verdicts))}; judged after each kill`,
      });
    const play = async () => {
      for (let rounds = left.pop(); rounds !== undefined; rounds = left.pop()) {
        verdicts.push(await killRoundAfterRound(way, rounds, () => (kills += 1)));
        keep();
      }
    };
    await Promise.all(Array.from({ length: STAGES_AT_ONCE }, play));
    expect(kills).toBe(count("kills") * STEPS.length);
  },
);

/** How many rounds each stage plays. */
function stagesOf(rounds: number): number[] {
  const stages = Math.ceil(rounds / ROUNDS_A_STAGE);
  return Array.from({ length: stages }, (_, at) => Math.min(ROUNDS_A_STAGE, rounds - at * ROUNDS_A_STAGE));
}

async function killRoundAfterRound(way: Way, rounds: number, killed: () => void): Promise<Verdict> {
  const ground = await openGround();
  await ground.daemon.start();
  // A graceful end leaves Node's compile cache behind, which a kill never does: later starts are quicker.
  await ground.daemon.stop();
  await ground.daemon.start();
  const talks = await openTalks(ground, 3);
  const [victim] = talks;
  if (victim === undefined) throw new Error("nobody talks");
  for (let round = 0; round < rounds; round += 1) {
    // Every other round Discord has forgotten its nonces by the time the daemon is back.
    await ground.dials.put("/discord/nonces", { rememberedMs: round % 2 === 0 ? 0 : 180_000 });
    for (const step of STEPS) {
      for (const talk of talks.slice(1)) await write(ground, talk, way);
      await killAt(ground, victim, way, step);
      killed();
      await write(ground, victim, way);
      await ground.daemon.start();
      await write(ground, victim, way);
      await untilDelivered(ground, talks);
      expect(await verdictOf(ground, talks), `${step}, round ${round}`).toMatchObject(CLEAN);
    }
  }
  await ground.daemon.kill();
  return verdictOf(ground, talks);
}
