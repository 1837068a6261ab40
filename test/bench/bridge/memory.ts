import { judge, median, ROUNDS, say, startChild } from "./measure.ts";

const MESSAGES = Number(process.env["FLEXCORD_BENCH_MESSAGES"] ?? 100_000);
const SAMPLES = 10;

/** G8: what the daemon's packages weigh, and whether bridge and ledger grow with what passes through them. */
export async function benchMemory(): Promise<void> {
  const loaded: number[] = [];
  const opened: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [kind, values] of [
      ["imports", loaded],
      ["messages", opened],
    ] as const) {
      const { child, ready } = await startChild("memory-child.ts", [kind]);
      values.push(ready as number);
      await child.end();
    }
  }
  say(
    `     bare imports ${median(loaded).toFixed(0)} MB; bridge and ledger alone ${median(opened).toFixed(0)} MB`,
  );
  const { child } = await startChild("memory-child.ts", ["messages"]);
  try {
    const began = performance.now();
    const rss: number[] = [];
    for (let sample = 0; sample < SAMPLES; sample += 1)
      rss.push(await child.ask<number>({ count: MESSAGES / SAMPLES }));
    const rate = (MESSAGES * 1_000) / (performance.now() - began);
    say(`     ${MESSAGES} messages through bridge and ledger: ${rate.toFixed(0)} a second`);
    say(`     RSS after each tenth: ${rss.map((value) => value.toFixed(0)).join(" ")} MB`);
    // The first tenths fill caches; what grows after them grows for ever.
    const half = SAMPLES / 2;
    judge(
      "G8",
      "RSS over the second half of the messages",
      median(rss.slice(half)) / median(rss.slice(half - 2, half + 1)),
      { atMost: 1.05 },
    );
  } finally {
    await child.end();
  }
}
