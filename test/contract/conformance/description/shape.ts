import type { Schema, SchemaObject } from "./description.ts";

/** An object of these fields and no others; a name that ends in `?` may be absent. */
export function shape(fields: Readonly<Record<string, Schema>>): SchemaObject {
  const entries = Object.entries(fields).map(([name, schema]) => [name.replace(/\?$/u, ""), schema]);
  return {
    type: "object",
    properties: Object.fromEntries(entries) as Record<string, Schema>,
    required: Object.keys(fields).filter((name) => !name.endsWith("?")),
  };
}

export function listOf(items: Schema): SchemaObject {
  return { type: "array", items };
}
