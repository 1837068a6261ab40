import { isObject, type Schema, type SchemaObject } from "./description.ts";

/** A form's or query's text as the values its schema speaks of. What does not read as such stays text. */
export function decodeFields(sent: URLSearchParams, schema: Schema): SchemaObject {
  const properties = isObject(schema) && isObject(schema["properties"]) ? schema["properties"] : {};
  return Object.fromEntries(
    [...new Set(sent.keys())].map((name) => [
      name,
      decodeText(sent.getAll(name), (properties[name] as Schema | undefined) ?? { type: "string" }),
    ]),
  );
}

/** One parameter, sent once or repeatedly. */
export function decodeText(values: readonly string[], schema: Schema): unknown {
  if (isObject(schema) && schema["type"] === "array") {
    return values.map((value) => decodeOne(value, schema["items"] as Schema));
  }
  const [only = ""] = values;
  return values.length === 1 ? decodeOne(only, schema) : values;
}

function decodeOne(text: string, schema: Schema): unknown {
  const type = isObject(schema) ? schema["type"] : undefined;
  if ((type === "integer" || type === "number") && /^-?\d+(\.\d+)?$/u.test(text)) return Number(text);
  if (type === "boolean" && /^(true|false)$/u.test(text)) return text === "true";
  if (isObject(schema) && isAnything(schema)) return parseOr(text);
  return text;
}

/** Twilio describes what is sent as JSON text by a schema that says nothing. */
function isAnything(schema: SchemaObject): boolean {
  return !["type", "$ref", "anyOf", "oneOf", "allOf", "enum"].some((key) => key in schema);
}

function parseOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
