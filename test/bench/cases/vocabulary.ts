import { seeded } from "../../random.ts";

const SIZE = 20_000;
const SEED = 20_261_122;

/** Words by how often people use them: few all the time, most hardly ever. The same in every run. */
export function createVocabulary() {
  const random = seeded(SEED);
  const words = Array.from({ length: SIZE }, (_, rank) => `${syllables(random.whole(2 ** 31))}${rank}`);
  // Zipf's law; the sum of its first weights tells where a number falls.
  const sums = new Float64Array(SIZE);
  let sum = 0;
  for (let rank = 0; rank < SIZE; rank += 1) sums[rank] = sum += 1 / (rank + 3);
  return {
    words,
    /** The rank of a word somebody says next, 0 for the most common. */
    next(): number {
      const at = (random.whole(2 ** 31) / 2 ** 31) * sum;
      let low = 0;
      for (let high = SIZE - 1; low < high;) {
        const middle = (low + high) >> 1;
        if ((sums[middle] ?? sum) < at) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    whole: (below: number) => random.whole(below),
  };
}

export type Vocabulary = ReturnType<typeof createVocabulary>;

const PARTS = ["dra", "gon", "sil", "ver", "moat", "ken", "lar", "ome", "tri", "bu"];

function syllables(number: number): string {
  return [number % 10, (number >> 4) % 10].map((part) => PARTS[part] ?? "").join("");
}
