import { refTo, type Schema, type SchemaObject } from "./description.ts";

/**
 * Reads a TypeScript type from its text as a JSON Schema: as much of the language as generated API types
 * use. Names of types become references. Throws where it does not know what it reads.
 */
export function readType(text: string): Schema {
  const tokens = tokenize(text);
  const schema = readUnion(tokens);
  if (tokens.next !== tokens.all.length) throw unknownText(tokens);
  return schema;
}

interface Tokens {
  readonly all: readonly string[];
  next: number;
}

const TOKEN = /\/\*[\s\S]*?\*\/|\/\/.*|"(?:[^"\\]|\\.)*"|-?\d+|[A-Za-z_$][\w$]*|[{}[\]()|:;?,]/gu;

function tokenize(text: string): Tokens {
  const all = text.match(TOKEN) ?? [];
  return { all: all.filter((token) => !/^\/[*/]/u.test(token)), next: 0 };
}

function take(tokens: Tokens, wanted?: string): string {
  const token = tokens.all[tokens.next];
  if (token === undefined || (wanted !== undefined && token !== wanted)) throw unknownText(tokens);
  tokens.next += 1;
  return token;
}

function has(tokens: Tokens, token: string): boolean {
  if (tokens.all[tokens.next] !== token) return false;
  tokens.next += 1;
  return true;
}

function unknownText({ all, next }: Tokens): Error {
  return new Error(`Not a known type: ${all.slice(Math.max(0, next - 10), next + 5).join(" ")}`);
}

function readUnion(tokens: Tokens): Schema {
  has(tokens, "|");
  const branches = [readArray(tokens)];
  while (has(tokens, "|")) branches.push(readArray(tokens));
  const [only = true] = branches;
  return branches.length === 1 ? only : { anyOf: branches };
}

function readArray(tokens: Tokens): Schema {
  let schema = readOne(tokens);
  while (has(tokens, "[")) {
    take(tokens, "]");
    schema = { type: "array", items: schema };
  }
  return schema;
}

const PLAIN: Readonly<Record<string, Schema>> = {
  unknown: true,
  any: true,
  never: false,
  undefined: false,
  null: { type: "null" },
  string: { type: "string" },
  number: { type: "number" },
  boolean: { type: "boolean" },
  true: { const: true },
  false: { const: false },
};

function readOne(tokens: Tokens): Schema {
  const token = take(tokens);
  if (token === "{") return readMembers(tokens);
  if (token === "[") return readTuple(tokens);
  if (token === "(") {
    const inner = readUnion(tokens);
    take(tokens, ")");
    return inner;
  }
  if (/^["\d-]/u.test(token)) return { const: JSON.parse(token) as unknown };
  if (!/^[A-Za-z_$]/u.test(token)) throw unknownText(tokens);
  return PLAIN[token] ?? refTo(token);
}

function readTuple(tokens: Tokens): SchemaObject {
  const items: Schema[] = [];
  while (!has(tokens, "]")) {
    items.push(readUnion(tokens));
    has(tokens, ",");
  }
  return { type: "array", prefixItems: items };
}

function readMembers(tokens: Tokens): SchemaObject {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  let others: Schema | null = null;
  while (!has(tokens, "}")) {
    const key = take(tokens);
    if (key === "[") {
      others = readOthers(tokens);
    } else {
      const name = key.startsWith('"') ? (JSON.parse(key) as string) : key;
      if (!has(tokens, "?")) required.push(name);
      take(tokens, ":");
      properties[name] = readUnion(tokens);
    }
    has(tokens, ";");
  }
  return {
    type: "object",
    properties,
    required,
    ...(others === null ? {} : { additionalProperties: others }),
  };
}

/** What stands under any other name, after the `[` of `[key: string]: …`. */
function readOthers(tokens: Tokens): Schema {
  take(tokens);
  for (const token of [":", "string", "]", ":"]) take(tokens, token);
  return readUnion(tokens);
}
