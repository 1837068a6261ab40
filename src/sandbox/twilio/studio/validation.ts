import { isObject, parseJson, type JsonObject } from "../wire/json.ts";
import type { Definition } from "./definition.ts";
import { CONDITION_TYPES, WIDGETS, type PropertyRule } from "./widgets.ts";

/** One thing wrong with a definition, as Studio says it. */
export interface DefinitionFault {
  readonly message: string;
  /** Such as `#/states/3/properties/url`. */
  readonly property_path: string;
}

export type Validation =
  | { readonly valid: true; readonly definition: Definition }
  | { readonly valid: false; readonly faults: readonly DefinitionFault[] };

type Report = (path: string, message: string) => void;

const STATES_MAX = 1000;
const MISSING = "is missing but it is required";

/** Looks for everything that is wrong, not just for the first fault. */
export function validateDefinition(text: string): Validation {
  const faults: DefinitionFault[] = [];
  const report: Report = (path, message) => faults.push({ message, property_path: `#${path}` });
  const value = parseJson(text);
  if (isObject(value)) checkDefinition(value, report);
  else report("", `${kindOf(value)} found, object expected`);
  return faults.length === 0 ? { valid: true, definition: value as Definition } : { valid: false, faults };
}

function checkDefinition(definition: JsonObject, report: Report): void {
  checkKeys(definition, "", ["description", "states", "initial_state", "flags", "$schema"], report);
  checkType(definition, "description", "string", "", report);
  checkType(definition, "initial_state", "string", "", report, true);
  checkFlags(definition["flags"], report);
  const states = definition["states"];
  if (!Array.isArray(states)) {
    report("/states", states === undefined ? MISSING : `${kindOf(states)} found, array expected`);
    return;
  }
  if (states.length === 0) report("/states", "there must be a minimum of 1 items in the array");
  if (states.length > STATES_MAX)
    report("/states", `there must be a maximum of ${STATES_MAX} items in the array`);
  const names = states.map((state: unknown) => (isObject(state) ? state["name"] : undefined));
  for (const [index, state] of states.entries()) checkState(state, `/states/${index}`, names, report);
  checkInitialState(definition["initial_state"], states, report);
}

function checkFlags(flags: unknown, report: Report): void {
  if (flags === undefined) return;
  if (!isObject(flags)) {
    report("/flags", `${kindOf(flags)} found, object expected`);
    return;
  }
  checkKeys(flags, "/flags", ["allow_concurrent_calls"], report);
  checkType(flags, "allow_concurrent_calls", "boolean", "/flags", report, true);
}

function checkInitialState(name: unknown, states: readonly unknown[], report: Report): void {
  if (typeof name !== "string") return;
  const found = states.find((state) => isObject(state) && state["name"] === name);
  if (found === undefined) report("/initial_state", `state ${name} does not exist`);
  else if (isObject(found) && found["type"] !== "trigger")
    report("/initial_state", `state ${name} is no trigger`);
}

function checkState(state: unknown, path: string, names: readonly unknown[], report: Report): void {
  if (!isObject(state)) {
    report(path, `${kindOf(state)} found, object expected`);
    return;
  }
  checkKeys(state, path, ["name", "type", "properties", "transitions"], report);
  checkType(state, "name", "string", path, report, true);
  checkType(state, "type", "string", path, report, true);
  checkType(state, "transitions", "array", path, report, true);
  const { name, type, properties, transitions } = state;
  if (names.filter((other) => other === name).length > 1)
    report(`${path}/name`, `${String(name)} is not unique`);
  const widget = typeof type === "string" ? WIDGETS[type] : undefined;
  if (typeof type === "string" && widget === undefined)
    report(`${path}/type`, `${type} is not a known widget`);
  if (isObject(properties))
    checkProperties(properties, widget?.properties ?? {}, `${path}/properties`, report);
  else
    report(
      `${path}/properties`,
      properties === undefined ? MISSING : `${kindOf(properties)} found, object expected`,
    );
  if (!Array.isArray(transitions)) return;
  for (const [index, transition] of transitions.entries()) {
    checkTransition(transition, `${path}/transitions/${index}`, widget?.events, names, report);
  }
}

function checkProperties(
  properties: JsonObject,
  rules: Readonly<Record<string, PropertyRule>>,
  path: string,
  report: Report,
): void {
  for (const [name, rule] of Object.entries(rules)) {
    checkType(properties, name, rule.type, path, report, rule.required);
    const value = properties[name];
    if (typeof value !== "string") continue;
    const where = `${path}/${name}`;
    if (rule.required === true && value === "") report(where, MISSING);
    else if (rule.pattern?.test(value) === false)
      report(where, `does not match the pattern ${rule.pattern.source}`);
    if (rule.max !== undefined && value.length > rule.max)
      report(where, `may only be ${rule.max} characters long`);
    if (rule.oneOf?.includes(value) === false) report(where, `must be one of ${rule.oneOf.join(", ")}`);
  }
  for (const name of ["parameters", "variables"]) checkPairs(properties[name], `${path}/${name}`, report);
}

/** Parameters of a request and variables are lists of keys with values. */
function checkPairs(pairs: unknown, path: string, report: Report): void {
  if (!Array.isArray(pairs)) return;
  for (const [index, pair] of pairs.entries()) {
    if (!isObject(pair)) report(`${path}/${index}`, `${kindOf(pair)} found, object expected`);
    else
      for (const name of ["key", "value"]) checkType(pair, name, "string", `${path}/${index}`, report, true);
  }
}

function checkTransition(
  transition: unknown,
  path: string,
  events: readonly string[] | undefined,
  names: readonly unknown[],
  report: Report,
): void {
  if (!isObject(transition)) {
    report(path, `${kindOf(transition)} found, object expected`);
    return;
  }
  checkKeys(transition, path, ["event", "next", "conditions"], report);
  checkType(transition, "event", "string", path, report, true);
  checkType(transition, "next", "string", path, report);
  const { event, next, conditions } = transition;
  if (typeof event === "string" && events?.includes(event) === false) {
    report(`${path}/event`, `${event} is not an event of the widget`);
  }
  if (typeof next === "string" && !names.includes(next))
    report(`${path}/next`, `state ${next} does not exist`);
  if (event === "match") checkConditions(conditions, `${path}/conditions`, report);
  else if (conditions !== undefined) report(`${path}/conditions`, "only a match has conditions");
}

function checkConditions(conditions: unknown, path: string, report: Report): void {
  if (!Array.isArray(conditions) || conditions.length === 0) {
    report(path, MISSING);
    return;
  }
  for (const [index, condition] of conditions.entries()) {
    const where = `${path}/${index}`;
    if (!isObject(condition)) {
      report(where, `${kindOf(condition)} found, object expected`);
      continue;
    }
    checkType(condition, "friendly_name", "string", where, report, true);
    checkType(condition, "type", "string", where, report, true);
    checkType(condition, "value", "string", where, report, true);
    checkType(condition, "arguments", "array", where, report, true);
    const { type } = condition;
    if (typeof type === "string" && !CONDITION_TYPES.includes(type)) {
      report(`${where}/type`, `${type} is not a known condition`);
    }
  }
}

function checkKeys(object: JsonObject, path: string, known: readonly string[], report: Report): void {
  for (const name of Object.keys(object)) {
    if (!known.includes(name)) report(`${path}/${name}`, "is not defined in the schema");
  }
}

function checkType(
  object: JsonObject,
  name: string,
  wanted: "string" | "boolean" | "array",
  path: string,
  report: Report,
  required?: boolean,
): void {
  const found = kindOf(object[name]);
  if (found === wanted) return;
  if (found !== "nothing") report(`${path}/${name}`, `${found} found, ${wanted} expected`);
  else if (required === true) report(`${path}/${name}`, MISSING);
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}
