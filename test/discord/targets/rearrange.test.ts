import { describe, expect, test } from "vitest";

import { isOlder, rearrange, type Sibling } from "../../../src/discord/targets/rearrange.ts";
import { seeded } from "../../random.ts";

const siblings = (text: string): readonly Sibling[] =>
  text.split(" ").map((item) => {
    const [id = "", position] = item.split("@");
    return { id, position: Number(position) };
  });
const moves = (before: string, wanted: string) =>
  rearrange(siblings(before), wanted.split(" "), isOlder).map(({ id, position }) => `${id}@${position}`);

describe("moving siblings", () => {
  test.each([
    ["nothing moves when all stand well", "1@0 2@1 3@2", "1 2 3", []],
    ["two change places", "1@0 2@1", "2 1", ["2@0", "1@1"]],
    ["others between them stay", "1@0 9@1 2@2", "2 1", ["2@0", "1@2"]],
    ["gaps are used as they are", "1@10 2@20 3@30", "3 1 2", ["3@10", "1@20", "2@30"]],
    ["equal positions in the order of age need no move", "1@5 2@5", "1 2", []],
    ["equal positions are told apart where age is not enough", "1@5 2@5", "2 1", ["1@6"]],
    ["those after them make room only when they must", "2@5 3@5 1@6", "3 2 1", ["2@6", "1@7"]],
    ["what is not there is passed over", "1@0 2@1", "7 2 1", ["2@0", "1@1"]],
  ])("%s", (_, before, wanted, expected) => {
    expect(moves(before, wanted)).toEqual(expected);
  });

  test("always ends in the wanted order, others where they were among themselves", () => {
    const random = seeded();
    const { seed } = random;
    const whole = (below: number) => random.whole(below);
    for (let round = 0; round < 500; round += 1) {
      const all = Array.from({ length: 1 + whole(8) }, (_, id) => ({
        id: String(id + 1),
        position: whole(6),
      }));
      const shown = (list: readonly Sibling[]) =>
        list.toSorted((a, b) => a.position - b.position || Number(a.id) - Number(b.id));
      const before = shown(all);
      const wanted = all
        .filter(() => whole(5) < 3)
        .map(({ id }) => ({ id, by: whole(1000) }))
        .sort((a, b) => a.by - b.by)
        .map(({ id }) => id);
      const moved = new Map(rearrange(before, wanted, isOlder).map((item) => [item.id, item]));
      const after = shown(before.map((item) => moved.get(item.id) ?? item)).map(({ id }) => id);
      const isOther = (id: string) => !wanted.includes(id);
      expect({ seed, ours: after.filter((id) => !isOther(id)), others: after.filter(isOther) }).toEqual({
        seed,
        ours: wanted,
        others: before.map(({ id }) => id).filter(isOther),
      });
    }
  });
});
