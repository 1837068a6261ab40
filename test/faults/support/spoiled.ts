import type { Random } from "../../random.ts";

const ODD: readonly unknown[] = [
  null,
  0,
  -1,
  1e308,
  Number.NaN,
  "",
  "x",
  "\uD800",
  "9".repeat(99),
  [],
  {},
  [[]],
  true,
];

/** Replaces, removes or wraps what stands somewhere in it, a few times. */
export function spoiled(value: object, random: Random): unknown {
  for (let change = random.whole(4); change > 0; change -= 1) {
    let inner = value as Record<string, unknown>;
    for (;;) {
      const keys = Object.keys(inner);
      if (keys.length === 0) break;
      const key = random.pick(keys);
      const next = inner[key];
      if (typeof next === "object" && next !== null && random.whole(2) === 0) {
        inner = next as Record<string, unknown>;
        continue;
      }
      if (random.whole(4) === 0) delete inner[key];
      else inner[key] = structuredClone(random.pick(ODD));
      break;
    }
  }
  return random.whole(50) === 0 ? random.pick(ODD) : value;
}
