import { invalidParameter, notImitated } from "../wire/api-error.ts";
import { isObject, parseJson, textOf, type JsonObject } from "../wire/json.ts";
import { ExpressionError, parseExpression } from "./expression.ts";
import type { Target } from "./model.ts";

interface Filter {
  readonly name: string;
  /** Over the task's attributes; null for the filter that takes what no other took. */
  readonly expression: string | null;
  readonly targets: readonly Target[];
}

/** Reads a workflow's Configuration; 20001 when it is none, or names a queue that `isQueue` denies. */
export function readConfiguration(text: string, isQueue: (sid: string) => boolean): readonly Filter[] {
  const routing = field(parseJson(text), "task_routing", "Configuration");
  const filters = Array.isArray(routing["filters"]) ? routing["filters"] : [];
  const read = filters.map((filter: unknown, index) => readFilter(filter, `filters[${index}]`, isQueue));
  const fallback = routing["default_filter"];
  if (fallback === undefined || fallback === null) return read;
  if (!isObject(fallback)) throw invalidParameter("Configuration: default_filter must be an object");
  const target = readTarget(fallback, "default_filter", isQueue);
  return [...read, { name: "default_filter", expression: null, targets: [target] }];
}

function readFilter(filter: unknown, where: string, isQueue: (sid: string) => boolean): Filter {
  if (!isObject(filter)) throw invalidParameter(`Configuration: ${where} must be an object`);
  const expression = textOf(filter, "expression");
  if (expression === undefined) throw invalidParameter(`Configuration: ${where}.expression is missing`);
  checkExpression(expression, `Configuration: ${where}.expression`);
  const targets = filter["targets"];
  if (!Array.isArray(targets) || targets.length === 0) {
    throw invalidParameter(`Configuration: ${where}.targets is missing`);
  }
  return {
    name: textOf(filter, "filter_friendly_name") ?? textOf(filter, "friendly_name") ?? where,
    expression,
    targets: targets.map((target: unknown, index) => {
      if (!isObject(target)) throw invalidParameter(`Configuration: ${where}.targets[${index}] is no object`);
      return readTarget(target, `${where}.targets[${index}]`, isQueue);
    }),
  };
}

function readTarget(target: JsonObject, where: string, isQueue: (sid: string) => boolean): Target {
  for (const name of ["known_worker_sid", "known_worker_friendly_name", "skip_if", "order_by"]) {
    if (target[name] !== undefined) throw notImitated(`workflow targets with ${name}`);
  }
  const queueSid = textOf(target, "queue");
  if (queueSid === undefined || !isQueue(queueSid)) {
    throw invalidParameter(`Configuration: ${where}.queue must be the SID of a TaskQueue of the workspace`);
  }
  const expression = textOf(target, "expression") ?? null;
  if (expression !== null) checkExpression(expression, `Configuration: ${where}.expression`);
  return {
    queueSid,
    expression,
    priority: readNumber(target, "priority", where),
    timeoutSeconds: readNumber(target, "timeout", where),
  };
}

/** Console exports write numbers as text too. */
function readNumber(target: JsonObject, name: string, where: string): number | null {
  const value = target[name];
  if (value === undefined || value === null) return null;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) {
    throw invalidParameter(`Configuration: ${where}.${name} must be a whole number`);
  }
  return number;
}

function field(value: unknown, name: string, where: string): JsonObject {
  const inner = isObject(value) ? value[name] : undefined;
  if (!isObject(inner)) throw invalidParameter(`${where} must be JSON with the object ${name}`);
  return inner;
}

/** Refuses an expression nobody could evaluate. */
export function checkExpression(text: string, where: string): void {
  try {
    parseExpression(text);
  } catch (error) {
    if (error instanceof ExpressionError) throw invalidParameter(`${where}: ${error.message}`);
    throw error;
  }
}
