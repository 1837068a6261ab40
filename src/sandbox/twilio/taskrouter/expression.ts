import { isObject, type JsonObject } from "../wire/json.ts";

/** A TaskRouter expression, ready to be asked about attributes. */
export type Expression = (attributes: JsonObject) => boolean;
type Value = (attributes: JsonObject) => unknown;

/** Why an expression cannot be read. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
}

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(-?\d+(?:\.\d+)?)|(==|!=|<>|>=|<=|[=<>()[\],])|([A-Za-z_][\w]*(?:\.\w+|\[\d+\])*))/y;

interface Token {
  readonly kind: "string" | "number" | "sign" | "word";
  readonly text: string;
}

/**
 * Reads the SQL-like language of TargetWorkers, workflow filters and EvaluateTaskAttributes: comparisons
 * (`== != > < >= <= IN, NOT IN, HAS, CONTAINS`) joined by AND, OR and parentheses. HAS looks into arrays
 * only; keys have no hyphens (documented).
 */
export function parseExpression(text: string): Expression {
  const reader = createReader(tokenize(text));
  const expression = readOr(reader);
  if (reader.peek() !== undefined) throw new ExpressionError(`unexpected ${reader.peek()?.text} in: ${text}`);
  return expression;
}

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  const end = text.trimEnd().length;
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex;
    const [, string, number, sign, word] = pattern.exec(text) ?? [];
    if (string !== undefined)
      tokens.push({ kind: "string", text: string.slice(1, -1).replace(/\\(.)/g, "$1") });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (sign !== undefined) tokens.push({ kind: "sign", text: sign });
    else if (word !== undefined) tokens.push({ kind: "word", text: word });
    else throw new ExpressionError(`cannot read ${text.slice(at)}`);
  }
  return tokens;
}

interface Reader {
  peek(): Token | undefined;
  next(): Token;
  /** Takes the next token when it is this sign or keyword. */
  take(text: string): boolean;
}

function createReader(tokens: readonly Token[]): Reader {
  let at = 0;
  const peek = () => tokens[at];
  const next = () => {
    const token = peek();
    if (token === undefined) throw new ExpressionError("the expression ends too early");
    at += 1;
    return token;
  };
  return {
    peek,
    next,
    take(text) {
      const token = peek();
      const isIt =
        token !== undefined &&
        (token.kind === "sign" || token.kind === "word") &&
        token.text.toUpperCase() === text;
      if (isIt) at += 1;
      return isIt;
    },
  };
}

function readOr(reader: Reader): Expression {
  const parts = [readAnd(reader)];
  while (reader.take("OR")) parts.push(readAnd(reader));
  return (attributes) => parts.some((part) => part(attributes));
}

function readAnd(reader: Reader): Expression {
  const parts = [readTerm(reader)];
  while (reader.take("AND")) parts.push(readTerm(reader));
  return (attributes) => parts.every((part) => part(attributes));
}

function readTerm(reader: Reader): Expression {
  if (reader.take("NOT")) {
    const negated = readTerm(reader);
    return (attributes) => !negated(attributes);
  }
  if (reader.take("(")) {
    const inner = readOr(reader);
    if (!reader.take(")")) throw new ExpressionError("a parenthesis is not closed");
    return inner;
  }
  return readComparison(reader);
}

function readComparison(reader: Reader): Expression {
  const left = readValue(reader);
  const isNegated = reader.take("NOT");
  const operator = reader.next().text.toUpperCase();
  const right = readValue(reader);
  const compare = comparisons[operator];
  if (compare === undefined || (isNegated && operator !== "IN")) {
    throw new ExpressionError(`${operator} is no operator`);
  }
  return (attributes) => compare(left(attributes), right(attributes)) !== isNegated;
}

const comparisons: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  "==": (left, right) => left === right,
  "=": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  "<>": (left, right) => left !== right,
  ">": (left, right) => ordered(left, right, (order) => order > 0),
  "<": (left, right) => ordered(left, right, (order) => order < 0),
  ">=": (left, right) => ordered(left, right, (order) => order >= 0),
  "<=": (left, right) => ordered(left, right, (order) => order <= 0),
  IN: (left, right) => Array.isArray(right) && right.includes(left),
  HAS: (left, right) => Array.isArray(left) && left.includes(right),
  CONTAINS: (left, right) => typeof left === "string" && typeof right === "string" && left.includes(right),
};

function ordered(left: unknown, right: unknown, holds: (order: number) => boolean): boolean {
  if (typeof left === "number" && typeof right === "number") return holds(left - right);
  if (typeof left === "string" && typeof right === "string")
    return holds(left < right ? -1 : Number(left > right));
  return false;
}

function readValue(reader: Reader): Value {
  if (reader.take("[")) return readArray(reader);
  const token = reader.next();
  if (token.kind === "string") return () => token.text;
  if (token.kind === "number") return () => Number(token.text);
  if (token.kind === "word") return readWord(token.text);
  throw new ExpressionError(`a value is missing before ${token.text}`);
}

function readArray(reader: Reader): Value {
  const items: Value[] = [];
  while (!reader.take("]")) {
    items.push(readValue(reader));
    reader.take(",");
  }
  return (attributes) => items.map((item) => item(attributes));
}

function readWord(word: string): Value {
  const constants: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };
  const name = word.toLowerCase();
  if (name in constants) return () => constants[name];
  const steps = word.split(/[.[\]]+/).filter((step) => step !== "");
  return (attributes) => steps.reduce<unknown>(stepInto, attributes);
}

/** A key that is not there is null. */
function stepInto(value: unknown, step: string): unknown {
  if (Array.isArray(value)) return value[Number(step)] ?? null;
  return isObject(value) ? (value[step] ?? null) : null;
}
