import type { Ref, Resource, ResourceKind, Spec } from "../../../../src/domain/blueprint.ts";
import type { Random } from "../../../random.ts";
import { resource } from "../../../provision/shelf.ts";

/** What a blueprint is made by chance with. */
export interface Dice {
  readonly maybe: () => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  /** Some of them, in any order. */
  readonly some: (keys: readonly string[]) => readonly string[];
  /**
   * The thing that is always known by this word, with another key as the dice have it. `spec` says its name: it
   * must not follow the key.
   */
  readonly thing: (kind: ResourceKind, word: string, spec: Readonly<Record<string, Spec>>) => Resource;
  /** The reference to a thing of this blueprint. */
  readonly to: (kind: ResourceKind, word: string) => Ref;
}

export function dice(random: Random): Dice {
  const moved = new Map<string, boolean>();
  const isMoved = (kind: ResourceKind, word: string): boolean => {
    const name = `${kind}:${word}`;
    const known = moved.get(name) ?? random.whole(8) === 0;
    moved.set(name, known);
    return known;
  };
  const keyOf = (kind: ResourceKind, word: string) => (isMoved(kind, word) ? `${word}-moved` : word);
  return {
    maybe: () => random.whole(2) === 0,
    pick: (from) => random.pick(from),
    some: (keys) =>
      keys
        .filter(() => random.whole(10) < 6)
        .map((key) => ({ key, by: random.whole(1000) }))
        .toSorted((a, b) => a.by - b.by)
        .map(({ key }) => key),
    thing: (kind, word, spec) => ({
      ...resource(kind, keyOf(kind, word), { name: word, ...spec }),
      previously: isMoved(kind, word) ? word : `${word}-moved`,
    }),
    to: (kind, word) => ({ ref: { kind, key: keyOf(kind, word) } }),
  };
}
