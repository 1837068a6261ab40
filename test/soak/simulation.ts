/** 10,000 seeds of the simulation, or FLEXCORD_SEEDS of them from FLEXCORD_FROM on; ends 1 on the first that fails. */
import { describeFailure, firstFailure } from "../simulation/seeds.ts";

const from = Number(process.env["FLEXCORD_FROM"] ?? 1);
const count = Number(process.env["FLEXCORD_SEEDS"] ?? 10_000);
const began = performance.now();
const { failed, tried, totals } = await firstFailure({ from, count });
const seconds = ((performance.now() - began) / 1000).toFixed(1);
const said = `${totals.posts} posts of members, ${totals.agentLines} lines of agents, ${totals.deaths} deaths`;
process.stdout.write(`simulation: ${tried} seeds from ${from} in ${seconds} s; ${said}\n`);
if (failed !== null) {
  process.stdout.write(`${describeFailure(failed)}\n`);
  process.exitCode = 1;
}
