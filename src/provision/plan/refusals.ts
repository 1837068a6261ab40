import { Failure } from "../../domain/failure.ts";
import type { PlanStep } from "./shape.ts";
import { topOf } from "./step.ts";
import type { Target, Value } from "../ports.ts";
import { same } from "../value.ts";

/** What no plan may contain; all of it is said at once. */
export function refuseImpossible(
  steps: readonly PlanStep[],
  targets: readonly Target[],
  adopt: boolean,
): void {
  const problems = steps.flatMap((step) => {
    const target = targets.find(({ kind }) => kind === step.kind);
    if (target === undefined) return [];
    return refusals(step, target, adopt);
  });
  if (problems.length === 0) return;
  throw new Failure("state.conflict", problems.map(({ message }) => message).join("\n"), {
    fix: [...new Set(problems.map(({ fix }) => fix))].join(" "),
  });
}

interface Refusal {
  readonly message: string;
  readonly fix: string;
}

function refusals(step: PlanStep, target: Target, adopt: boolean): readonly Refusal[] {
  const where = placeOf(step);
  if (step.action === "create" && step.managed === "reference") {
    const message = `${where} is only referred to, but "${step.name}" does not exist.`;
    return [{ message, fix: "Create it first, or let flexcord manage it." }];
  }
  if (step.action === "create" || step.action === "delete") return [];
  return step.fields.flatMap((field): readonly Refusal[] => {
    const top = topOf(field.path);
    if (target.isFixed(top, field.found, field.wanted)) {
      const message = `${where}: its ${top} cannot change from ${text(field.found)} to ${text(field.wanted)} once it exists.`;
      return [{ message, fix: "Give the new one a key of its own; the old one then stays as it is." }];
    }
    const theirs = field.drift || step.action === "adopt";
    if (target.guarded.includes(top) && theirs && !adopt && !same(field.found, null)) {
      const message = `${where}: its ${top} is ${text(field.found)}, which flexcord did not set.`;
      return [{ message, fix: "Use --adopt if it may be overwritten." }];
    }
    return [];
  });
}

/** A step in a message, with its place in the config when it has one. */
export function placeOf({ origin, noun, key }: PlanStep): string {
  return origin === null ? `${noun} ${key}` : `${origin.file}:${origin.line}: ${noun} ${key}`;
}

const text = (value: Value): string => JSON.stringify(value);
