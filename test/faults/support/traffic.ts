import { isSoak } from "./counts.ts";
import type { Ground } from "./ground.ts";
import { openTalks, type Talk, untilDelivered, verdictOf, write } from "./talks.ts";
import type { Verdict } from "./verdict.ts";

/** Lines of one talk wait for each other: many lines go through many talks. */
const talksFor = (lines: number) => (isSoak ? Math.max(25, Math.ceil(lines / 20)) : 4);

/** What failed again and again waits for minutes before its next try; among few lines, none does for longer. */
const LONGEST_WAIT_MS = isSoak ? 40 * 60_000 : 90_000;

/** So many lines each way, spread over a few talks, while something goes wrong; what became of them. */
export async function sendThrough(
  ground: Ground,
  lines: number,
  trouble: { readonly begin: () => Promise<void>; readonly end: () => Promise<void> },
): Promise<Verdict> {
  const talks = await openTalks(ground, talksFor(lines));
  await trouble.begin();
  await writeBothWays(ground, talks, lines);
  await untilDelivered(ground, talks);
  await trouble.end();
  await untilDelivered(ground, talks, LONGEST_WAIT_MS);
  return verdictOf(ground, talks);
}

/** Turn and turn about, so that each talk's lines stay in a known order. */
export async function writeBothWays(ground: Ground, talks: readonly Talk[], lines: number): Promise<void> {
  for (let line = 0; line < lines; line += talks.length) {
    await Promise.all(
      talks.slice(0, lines - line).map(async (talk) => {
        await write(ground, talk, "to Flex");
        await write(ground, talk, "to Discord");
      }),
    );
  }
}
