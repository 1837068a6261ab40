/** One of several siblings, as Discord keeps them. */
export interface Sibling {
  readonly id: string;
  readonly position: number;
}

/**
 * The fewest new positions that put the wanted ones into the given order among their siblings. Others keep
 * their places between them; a position of theirs moves only where two were equal. `siblings` must stand in
 * the order in which Discord shows them; `before` says which of two with equal positions comes first.
 */
export function rearrange(
  siblings: readonly Sibling[],
  wanted: readonly string[],
  before: (one: string, other: string) => boolean,
): readonly Sibling[] {
  const byId = new Map(siblings.map((sibling) => [sibling.id, sibling]));
  const queue = wanted.flatMap((id) => byId.get(id) ?? []);
  const moved = new Set(queue.map((sibling) => sibling.id));
  const sequence = siblings.map((sibling) => (moved.has(sibling.id) ? (queue.shift() ?? sibling) : sibling));
  if (sequence.every((sibling, index) => sibling === siblings[index])) return [];

  let last: Sibling | null = null;
  const placed = sequence.map(({ id }, index) => {
    const free = siblings[index]?.position ?? 0;
    last = { id, position: last === null ? free : positionAfter(last, { id, position: free }, before) };
    return last;
  });
  return placed.filter(({ id, position }) => byId.get(id)?.position !== position);
}

function positionAfter(
  last: Sibling,
  next: Sibling,
  before: (one: string, other: string) => boolean,
): number {
  if (next.position > last.position) return next.position;
  const tied = next.position === last.position && before(last.id, next.id);
  return tied ? next.position : last.position + 1;
}

/** Of two ids the older one. */
export const isOlder = (one: string, other: string): boolean => BigInt(one) < BigInt(other);
