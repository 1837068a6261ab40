import type { Vocabulary } from "./vocabulary.ts";

/**
 * What is searched for, by how much of it there is. The words are the same at every size, and of each there is a whole page
 * on a tenth of the data too.
 */
export function queriesOf({ words }: Vocabulary): Readonly<Record<string, readonly (readonly string[])[]>> {
  const ranks = (...wanted: readonly number[]) => wanted.map((rank) => words[rank] ?? "");
  return {
    "a word all say": [ranks(0), ranks(1), ranks(2)],
    "a common word": [ranks(60), ranks(75), ranks(90)],
    "a rare word": [ranks(5_000), ranks(6_000), ranks(7_000)],
    "two common words": [ranks(40, 55), ranks(50, 80), ranks(35, 61)],
    "a rare and a common one": [ranks(3_000, 2), ranks(5_000, 5), ranks(4_000, 9)],
    "three words": [ranks(300, 20, 5), ranks(400, 30, 8), ranks(250, 15, 11)],
  };
}
