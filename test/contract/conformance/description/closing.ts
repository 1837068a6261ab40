import { isObject, referredName, type Schema, type SchemaObject } from "./description.ts";
import type { Excepted } from "./patch.ts";

/** How strictly objects are read. */
export interface Strictness {
  /** `all`: every described field is there. `described`: those that the description requires. */
  readonly fields: "all" | "described";
  /** True where another schema says something of the same object too, and fields of its own are no surprise. */
  readonly open: boolean;
}

/** The id under which a description's schema is known to the validator, read so strictly. */
function schemaId(name: string, { fields, open }: Strictness): string {
  return `schema:///${fields}/${open ? "open" : "closed"}/${encodeURIComponent(name)}`;
}

/** Which schema such an id is of; null for any other reference. */
export function readSchemaId(
  id: unknown,
): (Strictness & { readonly id: string; readonly name: string }) | null {
  const parts =
    typeof id === "string" ? /^schema:\/\/\/(all|described)\/(open|closed)\/(.+)$/u.exec(id) : null;
  if (parts === null) return null;
  const [whole, fields, open, name = ""] = parts;
  return {
    id: whole,
    name: decodeURIComponent(name),
    fields: fields === "all" ? "all" : "described",
    open: open === "open",
  };
}

/**
 * A schema that takes no field it does not name: descriptions leave objects open, and a misspelt field
 * would pass. OpenAPI 3.0's `nullable` becomes a type.
 */
export function closeSchema(schema: Schema, strictness: Strictness): Schema {
  if (!isObject(schema)) return schema;
  if (schema["nullable"] === true) {
    const { nullable: _nullable, ...rest } = schema;
    return { anyOf: [closeSchema(rest, strictness), { type: "null" }] };
  }
  const closed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) closed[key] = closeKeyword(key, value, strictness);
  const name = referredName(schema["$ref"]);
  if (name !== null) closed["$ref"] = schemaId(name, strictness);
  const { properties } = schema;
  if (isObject(properties) && strictness.fields === "all") closed["required"] = Object.keys(properties);
  const isComposed = COMPOSING.some((key) => key in schema);
  const isShape = isObject(properties) || Array.isArray(schema["allOf"]);
  if (isShape && !strictness.open && schema["additionalProperties"] === undefined) {
    closed[isComposed ? "unevaluatedProperties" : "additionalProperties"] = false;
  }
  return closed;
}

/** Beside these, fields may be known that the schema itself does not name. */
const COMPOSING = ["$ref", "allOf", "anyOf", "oneOf"];

function closeKeyword(key: string, value: unknown, strictness: Strictness): unknown {
  const within = { ...strictness, open: false };
  switch (key) {
    case "properties":
    case "patternProperties":
      return isObject(value) ? closeEach(value, within) : value;
    case "items":
    case "additionalProperties":
      return closeSchema(value as Schema, within);
    case "prefixItems":
      return (value as readonly Schema[]).map((item) => closeSchema(item, within));
    case "anyOf":
    case "oneOf":
      return (value as readonly Schema[]).map((branch) => closeSchema(branch, strictness));
    case "allOf":
      return (value as readonly Schema[]).map((part) => closeSchema(part, { ...strictness, open: true }));
    case "excepted":
      return (value as readonly Excepted[]).map((excepted) => ({
        ...excepted,
        original: closeSchema(excepted.original, strictness),
      }));
    default:
      return value;
  }
}

function closeEach(schemas: SchemaObject, strictness: Strictness): SchemaObject {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, closeSchema(schema as Schema, strictness)]),
  );
}
