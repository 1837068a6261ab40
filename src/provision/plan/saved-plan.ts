import { Failure } from "../../domain/failure.ts";
import type { Plan, PlanStep } from "./shape.ts";
import { fingerprint } from "../value.ts";

/** A plan as a file, to be applied later and elsewhere. Holds no secret. */
export function printPlan(plan: Plan): string {
  return `${JSON.stringify({ file: "flexcord plan", ...plan }, null, 2)}\n`;
}

/** "usage.invalid" when the text is no saved plan. `path` is for the message only. */
export function parsePlan(text: string, path: string): Plan {
  const wrong = (what: string, fix: string, cause?: unknown) =>
    new Failure("usage.invalid", `${path} ${what}`, { where: path, fix, cause });
  const make = "Make one with `flexcord plan --out <file>`.";
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw wrong("is not JSON", make, error);
  }
  const { file, ...plan } = (parsed ?? {}) as Plan & { readonly file?: unknown };
  if (file !== "flexcord plan" || !Array.isArray(plan.steps)) throw wrong("is no saved plan", make);
  if (plan.version !== 1) {
    throw wrong(`is a plan of version ${String(plan.version)}; this flexcord knows version 1`, make);
  }
  if (!plan.steps.every(isStep)) throw wrong("is no saved plan: a step of it is not whole", make);
  return plan;
}

/** As far as comparing it with another rests on; what else it says is compared. */
function isStep(step: unknown): boolean {
  if (typeof step !== "object" || step === null) return false;
  const { action, kind, key, noun, fields } = step as Partial<Record<keyof PlanStep, unknown>>;
  const texts = [action, kind, key, noun].every((text) => typeof text === "string");
  return (
    texts && Array.isArray(fields) && fields.every((field) => typeof field === "object" && field !== null)
  );
}

/**
 * "state.conflict" that names each thing for which a new plan is not the saved one: because somebody changed
 * it, because another deploy came between, or because the config is another.
 */
export function requireSamePlan(saved: Plan, now: Plan): void {
  const moved = [...headerChanges(saved, now), ...stepChanges(saved, now)];
  if (moved.length === 0) return;
  throw new Failure(
    "state.conflict",
    `The world moved since the plan was made:\n${moved.map((line) => `  ${line}`).join("\n")}`,
    { fix: "Plan again, look at it, and deploy that." },
  );
}

function headerChanges(saved: Plan, now: Plan): readonly string[] {
  const fields = ["project", "env", "guildId", "applicationId", "accountSid"] as const;
  const changes = fields
    .filter((field) => saved[field] !== now[field])
    .map((field) => `the plan is for ${field} ${saved[field]}, and this is ${now[field]}`);
  const another = saved.serial > 0 && saved.lineage !== now.lineage;
  return another ? [...changes, "the identity map is another one"] : changes;
}

function stepChanges(saved: Plan, now: Plan): readonly string[] {
  const before = new Map(saved.steps.map((step) => [nameOf(step), step]));
  const after = new Map(now.steps.map((step) => [nameOf(step), step]));
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    if (was !== undefined && is !== undefined && printOf(was) === printOf(is)) return [];
    const step = is ?? was;
    return [`${step?.noun} ${step?.key}: planned was ${said(was)}, now it would be ${said(is)}`];
  });
}

/** A thing may be changed and be out of order: two steps. */
const nameOf = ({ action, kind, key }: PlanStep): string =>
  `${kind}:${key}${action === "order" ? ":order" : ""}`;

/** What carrying out the step rests on; where the config mentions it may move. */
const printOf = ({ action, id, formerKey, managed, protected: kept, fields, wanted, order }: PlanStep) =>
  fingerprint({
    action,
    id,
    formerKey,
    managed,
    kept,
    fields: fields.map(({ path, found, wanted: wish, drift }) => ({ path, found, wish, drift })),
    wanted,
    order,
  });

function said(step: PlanStep | undefined): string {
  if (step === undefined || step.action === "keep") return "nothing";
  const paths = step.fields.map(({ path }) => path);
  return paths.length === 0 || step.action === "create"
    ? `to ${step.action}`
    : `to ${step.action} ${paths.join(", ")}`;
}
