import type { Ref } from "../../domain/blueprint.ts";
import { Failure } from "../../domain/failure.ts";
import { nameOf } from "../identity/identity-map.ts";
import type { Plan, PlanStep } from "../plan/shape.ts";
import type { Secrets, Write } from "../ports.ts";
import { resolveFields } from "../value.ts";

/** The remote ids known by now; grows while a plan is carried out. */
export interface KnownIds {
  of(step: PlanStep): string | undefined;
  learn(step: PlanStep, id: string): void;
  /** What to send for a step, every reference resolved. */
  writeOf(step: PlanStep): Write;
}

export function createKnownIds(plan: Plan, secrets: Secrets): KnownIds {
  const ids = new Map<string, string>();
  for (const step of plan.steps) if (step.id !== null) ids.set(nameOf(step), step.id);
  const idOf = (ref: Ref): string => {
    const id = ids.get(nameOf(ref.ref));
    if (id !== undefined) return id;
    throw new Failure("bug.unexpected", `Nothing in the plan makes ${ref.ref.kind} ${ref.ref.key}.`);
  };
  return {
    of: (step) => ids.get(nameOf(step)),
    learn: (step, id) => {
      ids.set(nameOf(step), id);
    },
    writeOf: (step) => ({
      key: step.key,
      fields: resolveFields(step.wanted, idOf, (name) => secrets.value(name)),
      mark: `${plan.project}/${plan.env}/${step.key}`,
    }),
  };
}
