/** A vendor's own description of its API, whatever file it came from. */
export interface Description {
  /** How findings and exceptions name it. */
  readonly name: DescriptionName;
  readonly operations: readonly Operation[];
  /** What `#/components/schemas/` leads to. */
  readonly schemas: Readonly<Record<string, Schema>>;
}

export type DescriptionName =
  | "discord-api-spec"
  | "discord-openapi.json"
  | "chat_v2"
  | "conversations_v1"
  | "events_v1"
  | "flex_v1"
  | "studio_v2"
  | "sync_v1"
  | "taskrouter_v1";

export interface Operation {
  /** In capitals. */
  readonly method: string;
  /** With parameters in braces, such as `/channels/{channel_id}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: RequestBody | null;
  /** By status, such as `200` or `4XX`; null where the answer has no body. */
  readonly answers: Readonly<Record<string, Schema | null>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: Schema;
}

export interface RequestBody {
  readonly required: boolean;
  /** By media type. */
  readonly content: Readonly<Record<string, Schema>>;
}

/** A JSON Schema, or OpenAPI 3.0's dialect of one. */
export type Schema = SchemaObject | boolean;
export type SchemaObject = Readonly<Record<string, unknown>>;

const REFERENCE = "#/components/schemas/";

export function refTo(name: string): SchemaObject {
  return { $ref: REFERENCE + name };
}

/** The name of the schema that is referred to; null when it is none of the description's own. */
export function referredName(reference: unknown): string | null {
  if (typeof reference !== "string" || !reference.startsWith(REFERENCE)) return null;
  return reference.slice(REFERENCE.length);
}

export function isObject(value: unknown): value is SchemaObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An operation with what a request's path gave for its parameters. */
export interface Match {
  readonly operation: Operation;
  readonly values: Readonly<Record<string, string>>;
}

/** The operation a request is for. Where several fit, a literal such as `@me` goes before a parameter. */
export function matchOperation({ operations }: Description, method: string, path: string): Match | null {
  const parts = path.split("/");
  const matches = operations
    .filter((operation) => operation.method === method)
    .flatMap((operation) => {
      const values = matchPath(operation.path.split("/"), parts);
      return values === null ? [] : [{ operation, values }];
    });
  const [best = null] = matches.sort((a, b) => Object.keys(a.values).length - Object.keys(b.values).length);
  return best;
}

function matchPath(template: readonly string[], parts: readonly string[]): Match["values"] | null {
  if (template.length !== parts.length) return null;
  const values: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const part = decodeURIComponent(parts[index] ?? "");
    const name = /^\{(\w+)\}$/u.exec(expected)?.[1];
    if (name === undefined ? part !== expected : part === "") return null;
    if (name !== undefined) values[name] = part;
  }
  return values;
}
