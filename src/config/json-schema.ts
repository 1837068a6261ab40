import { z } from "zod";
import { settings } from "./schema/settings.ts";
import { isSection } from "./schema/walk.ts";

/** `${NAME}` may stand for any single value. */
const VARIABLE = { type: "string", pattern: String.raw`\$\{[^}]+\}` };

/** The JSON Schema (draft 7, which editors' YAML support reads) of the config file. */
export function configJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(settings, {
    target: "draft-7",
    io: "input",
    override: ({ zodSchema, jsonSchema, path }) => {
      // A section may be left blank: `twilio:` means `twilio: {}`.
      if (path.length > 0 && isSection(zodSchema) && jsonSchema.type === "object") {
        (jsonSchema as { type: unknown }).type = ["object", "null"];
      }
      if (!path.includes("propertyNames") && refusesVariable(jsonSchema)) allowVariable(jsonSchema);
    },
  });
  return { ...schema, title: "flexcord.yaml", definitions: { variable: VARIABLE } };
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

function refusesVariable({ type, enum: choices, pattern }: JsonSchema): boolean {
  if (type === "string") {
    return choices !== undefined || (pattern !== undefined && !new RegExp(pattern, "u").test("${NAME}"));
  }
  return type === "integer" || type === "boolean" || type === "number";
}

/** What a value is described by stays where it is; what it must look like becomes one of two choices. */
function allowVariable(schema: JsonSchema): void {
  // The version alone is never a variable: it says how the file is to be read.
  if (schema.const !== undefined) return;
  const value: JsonSchema = {};
  for (const name of Object.keys(schema)) {
    if (name === "description" || name === "default") continue;
    value[name] = schema[name];
    Reflect.deleteProperty(schema, name);
  }
  schema.anyOf = [value, { $ref: "#/definitions/variable" }];
}
