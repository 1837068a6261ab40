import type { Match } from "./match.ts";

/** Managed siblings of one kind that stand in another order than the blueprint's. */
export interface Misplaced {
  readonly group: string;
  readonly found: readonly string[];
  readonly wanted: readonly string[];
}

/**
 * Groups of siblings of one kind whose relative order differs. Only managed ones count, and only those that
 * stay in their group: what is about to be created or moved is put into its place when it has arrived.
 */
export function misplacedGroups(
  matches: readonly Match[],
  moves: (match: Match) => boolean,
): readonly Misplaced[] {
  const groups = Map.groupBy(
    matches.filter((match) => match.found?.place !== undefined && !moves(match)),
    (match) => match.found?.place?.group ?? "",
  );
  return [...groups].flatMap(([group, members]) => {
    const found = members.toSorted((a, b) => rankOf(a) - rankOf(b)).map((match) => match.resource.key);
    const wanted = members
      .toSorted((a, b) => orderOf(a) - orderOf(b) || rankOf(a) - rankOf(b))
      .map((match) => match.resource.key);
    return found.join("\n") === wanted.join("\n") ? [] : [{ group, found, wanted }];
  });
}

const rankOf = (match: Match): number => match.found?.place?.rank ?? 0;
const orderOf = (match: Match): number => match.wanted.order ?? 0;
