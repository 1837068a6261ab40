import { nameOf } from "../identity/identity-map.ts";
import type { Plan, PlanStep } from "../plan/shape.ts";
import type { Side, Target } from "../ports.ts";
import { changedFields } from "./preflight.ts";

/** Kinds that are put into order by one call. */
export interface Arrangement {
  readonly side: Side;
  readonly arrange: NonNullable<Target["arrange"]>;
  /** Everything that has a place among its siblings, first to last. */
  readonly ordered: readonly PlanStep[];
  /** The plan's own steps of this; none when it is only needed because of what is made or moved. */
  readonly orders: readonly PlanStep[];
  /** What a failure is told as. */
  readonly step: PlanStep;
}

/** Where something was found in the wrong place, is made or is moved to other siblings. */
export function arrangementsOf(plan: Plan, sides: readonly Side[]): readonly Arrangement[] {
  return sides.flatMap((side) => {
    const together = Map.groupBy(
      side.targets.filter(({ arrange }) => arrange !== undefined),
      ({ arrange }) => arrange,
    );
    return [...together].flatMap(([arrange, targets]): readonly Arrangement[] => {
      const steps = plan.steps.filter(({ kind }) => targets.some((target) => target.kind === kind));
      const orders = steps.filter(({ action }) => action === "order");
      const cause = orders[0] ?? steps.find(mayBeMisplaced);
      if (cause === undefined || arrange === undefined) return [];
      const ordered = steps
        .filter(({ action, order }) => action !== "order" && order !== null)
        .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
      return [{ side, arrange, ordered, orders, step: { ...cause, action: "order" } }];
    });
  });
}

/** A name that no step has. */
export const arrangementName = ({ step }: Arrangement): string => `order of ${nameOf(step)}`;

const mayBeMisplaced = (step: PlanStep): boolean =>
  step.order !== null && (step.action === "create" || changedFields(step).has("category"));
