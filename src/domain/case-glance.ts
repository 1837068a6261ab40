import type { Case } from "./case.ts";
import { onOneLine, shortened } from "./shortened.ts";

/** As many as are read at a glance. */
const MOST_CASES = 5;
/** In code points. */
const LONGEST_TITLE = 60;

export type CaseGlance = Pick<Case, "number" | "kind" | "status" | "title">;

/** A member's cases as an agent sees them beside the one at hand: the first few, each with its title cut short. */
export function atAGlance(cases: readonly CaseGlance[]): readonly CaseGlance[] {
  return cases
    .slice(0, MOST_CASES)
    .map((one) => ({ ...one, title: shortened(onOneLine(one.title), LONGEST_TITLE) }));
}
