import { Failure } from "../../domain/failure.ts";
import type { Plan, PlanStep } from "../plan/shape.ts";
import type { Intention, Side } from "../ports.ts";

/** Throws one Failure that names everything that stands in the way; resolves when nothing does. */
export async function preflight(plan: Plan, sides: readonly Side[]): Promise<void> {
  if (!plan.steps.some(writes)) return;
  const intentions = plan.steps.map(intentionOf);
  const problems = (await Promise.all(sides.map((side) => side.preflight(intentions)))).flat();
  const [first] = problems;
  if (first === undefined) return;
  const message = problems.map((problem) => problem.message).join("\n");
  const fix = [...new Set(problems.map((problem) => problem.fix))].join("\n");
  throw new Failure(first.code, message, { fix });
}

/** What is the identity map's affair alone. */
const REMEMBERED: ReadonlySet<string> = new Set(["key", "managed", "protect"]);

/** Whether carrying out the step calls the vendor. */
export function writes(step: PlanStep): boolean {
  if (step.action === "delete") return true;
  return step.action !== "keep" && step.action !== "forget" && changedFields(step).size > 0;
}

function intentionOf(step: PlanStep): Intention {
  return {
    kind: step.kind,
    key: step.key,
    creates: step.action === "create",
    deletes: step.action === "delete",
    id: step.id,
    origin: step.origin,
    fields: step.wanted,
    changed: changedFields(step),
  };
}

/** Top-level fields that differ. */
export function changedFields(step: PlanStep): ReadonlySet<string> {
  const tops = step.fields.map((field) => field.path.split(".", 1)[0] ?? field.path);
  return new Set(tops.filter((field) => !REMEMBERED.has(field)));
}
