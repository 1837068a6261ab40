/** The candidate that was most probably meant, or null when none is near enough. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const plain = simplify(word);
  let best: { readonly candidate: string; readonly distance: number } | null = null;
  for (const candidate of candidates) {
    const distance = editDistance(plain, simplify(candidate));
    if (best === null || distance < best.distance) best = { candidate, distance };
  }
  const reach = Math.max(1, Math.floor(plain.length / 3));
  return best !== null && best.distance <= reach ? best.candidate : null;
}

/** MANAGE_MESSAGES, manage-messages and ManageMessages are one word. */
function simplify(word: string): string {
  return word.toLowerCase().replaceAll(/[\s_-]/gu, "");
}

/** Levenshtein's distance with neighbours swapped counted once, row by row. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (same ? 0 : 1),
          swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
