import type { ChalkInstance } from "chalk";

import type { Action, FieldChange, Plan, PlanStep } from "../../provision/plan/shape.ts";
import type { Terminal } from "../terminal/output.ts";
import { wrapWords } from "../terminal/wrap.ts";
import { fieldText, isNothing, overwriteLines } from "./plan-values.ts";

const SIGNS: Readonly<Record<Action, string>> = {
  create: "+",
  change: "~",
  rename: ">",
  adopt: "=",
  order: "#",
  delete: "-",
  forget: "?",
  keep: " ",
};

const WORDS: Readonly<Record<Exclude<Action, "keep">, string>> = {
  create: "to create",
  change: "to change",
  rename: "to rename",
  adopt: "to adopt",
  order: "to put in order",
  delete: "to delete",
  forget: "to forget",
};

/** Below the beginning of a field, which stands six columns in. */
const HANGING = 8;

/** Prints a plan; on a terminal no word of it is cut at the edge. */
export function showPlan(plan: Plan, terminal: Pick<Terminal, "data" | "dataStyle" | "columns">): void {
  terminal.data(wrapWords(renderPlan(plan, terminal.dataStyle), terminal.columns(), HANGING));
}

/** A plan as text, for people; no line break at its end. "No changes." leads when there are none. */
export function renderPlan(plan: Plan, style: ChalkInstance): string {
  const changing = plan.steps.filter((step) => step.action !== "keep");
  const sides = [
    ["Discord", changing.filter((step) => step.kind.startsWith("discord."))],
    ["Twilio", changing.filter((step) => step.kind.startsWith("twilio."))],
  ] as const;
  return [
    headline(plan, changing, style),
    ...sides.flatMap(([name, steps]) => renderSide(name, steps, style)),
    ...renderNotes(plan, style),
  ].join("\n");
}

/** How many of what, such as "9 to create, 1 to change". */
export function countChanges(plan: Plan): string {
  const words = Object.entries(WORDS).flatMap(([action, word]) => {
    const count = plan.steps.filter((step) => step.action === action).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return words.join(", ");
}

function headline(plan: Plan, changing: readonly PlanStep[], style: ChalkInstance): string {
  const where = `${plan.project}, ${plan.env}`;
  if (changing.length === 0) {
    return `${style.bold("No changes.")} ${plan.steps.length} resources of ${where} are as described.`;
  }
  return `${style.bold(`Plan for ${where}:`)} ${countChanges(plan)}.`;
}

function renderSide(name: string, steps: readonly PlanStep[], style: ChalkInstance): readonly string[] {
  if (steps.length === 0) return [];
  return ["", style.bold(name), ...steps.flatMap((step) => renderStep(step, style))];
}

function renderStep(step: PlanStep, style: ChalkInstance): readonly string[] {
  const { origin, action } = step;
  const what = action === "order" ? `order of each ${step.noun}` : `${step.noun} ${step.key}`;
  const title = action === "order" || step.name === step.key ? "" : ` "${step.name}"`;
  const place = origin === null ? "" : style.dim(`  ${origin.file}:${origin.line}`);
  // Of a new thing only what is said of it is worth reading.
  const fields = step.fields.filter(({ wanted }) => action !== "create" || !isNothing(wanted));
  const width = Math.max(0, ...fields.map(({ path }) => path.length));
  return [
    `  ${paint(action, SIGNS[action], style)} ${what}${title}${place}`,
    ...fields.flatMap((field) => renderField(field, action, width, style).map((line) => `      ${line}`)),
    ...step.notes.map((note) => `      ${style.yellow("note:")} ${note}`),
  ];
}

function renderField(
  field: FieldChange,
  action: Action,
  width: number,
  style: ChalkInstance,
): readonly string[] {
  const path = field.path.padEnd(width);
  const rules = action === "create" ? overwriteLines(field.wanted) : [];
  if (rules.length > 0)
    return rules.map((rule, index) => `${index === 0 ? path : " ".repeat(width)}  ${rule}`);
  if (action === "create") return [`${path}  ${fieldText(field.wanted)}`];
  const drift = field.drift ? style.yellow("  (changed elsewhere)") : "";
  return [`${path}  ${fieldText(field.found)} -> ${fieldText(field.wanted)}${drift}`];
}

function paint(action: Action, text: string, style: ChalkInstance): string {
  if (action === "create") return style.green(text);
  if (action === "delete") return style.red(text);
  return action === "adopt" ? style.cyan(text) : style.yellow(text);
}

const MOST_NAMES = 10;

function renderNotes({ unmanaged, orphans, prune }: Plan, style: ChalkInstance): readonly string[] {
  const names = unmanaged.map(({ name }) => name);
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  const lines = [
    ...(names.length > 0
      ? [`Not managed here, left alone: ${names.slice(0, MOST_NAMES).join(", ")}${more}.`]
      : []),
    ...orphans.map(
      ({ kind, key, id }) =>
        `${prune ? "Left alone" : "No longer described, left alone without --prune"}: ${kind} ${key} (${id}).`,
    ),
  ];
  return lines.length === 0 ? [] : ["", ...lines.map((line) => style.dim(line))];
}
