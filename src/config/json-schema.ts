import { z } from "zod";
import { settings } from "./schema/settings.ts";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** `${NAME}` may stand for any single value. */
const VARIABLE: JsonSchema = { type: "string", pattern: String.raw`\$\{[^}]+\}` };

/** The JSON Schema (draft 7, which editors' YAML support reads) of the config file. */
export function configJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(settings, { target: "draft-7", io: "input" });
  for (const part of partsOf(schema)) admitYaml(part);
  const { environments, ...others } = schema.properties ?? {};
  if (typeof environments === "object") {
    const whole = Object.assign({ ...schema, properties: others }, { type: ["object", "null"] });
    environments.additionalProperties = overrides(whole, "#");
  }
  return { $schema, title: "flexcord.yaml", ...schema, definitions: { variable: VARIABLE } };
}

/**
 * What may stand over a schema's values: the same, but nothing need be said. Values and lists are replaced as a
 * whole, so that they are described by the schema itself, wherever it stands.
 */
function overrides(schema: JsonSchema, pointer: string): JsonSchema {
  if (!needsMore(schema)) return { $ref: pointer };
  const { required: _, default: __, properties, additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, part]) => [
              name,
              typeof part === "object" ? overrides(part, `${pointer}/properties/${name}`) : part,
            ]),
          ),
        }),
    ...(typeof additionalProperties === "object"
      ? { additionalProperties: overrides(additionalProperties, `${pointer}/additionalProperties`) }
      : additionalProperties === undefined
        ? {}
        : { additionalProperties }),
  };
}

/** Whether a section, or one below it, has keys that must be there. */
function needsMore({ required = [], properties = {}, additionalProperties }: JsonSchema): boolean {
  return (
    required.length > 0 ||
    [...Object.values(properties), additionalProperties].some(
      (part) => typeof part === "object" && needsMore(part),
    )
  );
}

/** Adds what the file allows beyond the values themselves. */
function admitYaml(schema: JsonSchema): void {
  for (const part of partsOf(schema)) admitYaml(part);
  // A section may be left blank: `twilio:` means `twilio: {}`.
  if (schema.type === "object") Object.assign(schema, { type: ["object", "null"] });
  if (refusesVariable(schema)) admitVariable(schema);
}

/** The schemas of the values below one; a key is never a variable. */
function partsOf({ properties = {}, additionalProperties, items }: JsonSchema): readonly JsonSchema[] {
  return [...Object.values(properties), additionalProperties, items].filter(
    (part): part is JsonSchema => typeof part === "object" && !Array.isArray(part),
  );
}

function refusesVariable({ type, const: only, enum: choices, pattern }: JsonSchema): boolean {
  // The version alone is fixed: it says how the file is to be read.
  if (only !== undefined) return false;
  if (type !== "string") return type === "integer" || type === "boolean" || type === "number";
  return choices !== undefined || (pattern !== undefined && !new RegExp(pattern, "u").test("${NAME}"));
}

/** What a value is described by stays where it is; what it must look like becomes one of two choices. */
function admitVariable(schema: JsonSchema): void {
  const value: JsonSchema = {};
  for (const name of Object.keys(schema)) {
    if (name === "description" || name === "default") continue;
    value[name] = schema[name];
    Reflect.deleteProperty(schema, name);
  }
  schema.anyOf = [value, { $ref: "#/definitions/variable" }];
}
