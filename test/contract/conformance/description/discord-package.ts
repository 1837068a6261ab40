import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as zod from "zod/mini";
import * as zodSchemas from "discord-api-spec/zod";
import { type Description, isObject, type Operation, type Parameter, type Schema } from "./description.ts";
import { readType } from "./type-text.ts";

const REFERENCE = "#/components/schemas/";

/**
 * Discord's description as the npm package discord-api-spec carries it: what the objects look like as Zod
 * schemas, and which operation takes and gives which of them as a type.
 */
export function loadDiscordPackage(): Description {
  return { name: "discord-api-spec", operations: readOperations(), schemas: readSchemas() };
}

function readSchemas(): Description["schemas"] {
  const registry = zod.registry<{ readonly id: string }>();
  for (const [name, schema] of Object.entries<unknown>(zodSchemas)) {
    if (schema instanceof zod.ZodMiniType) registry.add(schema, { id: name.replace(/Schema$/u, "") });
  }
  const { schemas } = zod.toJSONSchema(registry, {
    io: "input",
    uri: (id) => REFERENCE + id,
    // JSON has no undefined: nothing at all fits that branch of a union.
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      if (zodSchema._zod.def.type === "undefined") jsonSchema.not = {};
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $id: _id, $schema: _dialect, ...schema }]) => [name, schema]),
  );
}

function readOperations(): readonly Operation[] {
  const file = fileURLToPath(import.meta.resolve("discord-api-spec"));
  const text = readFileSync(file.replace(/\.js$/u, ".ts"), "utf8");
  const paths = /export interface Paths (\{.*?\n\})\n/su.exec(text)?.[1] ?? "";
  return Object.entries(fieldsOf(readType(paths))).flatMap(([path, item]) =>
    Object.entries(fieldsOf(item)).map(([method, operation]) => readOperation(method, path, operation)),
  );
}

function readOperation(method: string, path: string, operation: Schema): Operation {
  const { parameters = true, requestBody = false, responses = true } = fieldsOf(operation);
  const read = (place: Parameter["in"]): Parameter[] => {
    const found = fieldsOf(parameters)[place] ?? true;
    return Object.entries(fieldsOf(found)).map(([name, schema]) => ({
      name,
      in: place,
      required: place === "path" || requiredOf(found).includes(name),
      schema,
    }));
  };
  return {
    method: method.toUpperCase(),
    path,
    parameters: [...read("path"), ...read("query"), ...read("header")],
    // The type marks every body as one that may be left out, which says nothing.
    body: requestBody === false ? null : { required: false, content: { "application/json": requestBody } },
    answers: Object.fromEntries(
      Object.entries(fieldsOf(responses)).map(([status, schema]) => [
        status,
        schema === true ? null : schema,
      ]),
    ),
  };
}

function fieldsOf(schema: Schema): Readonly<Record<string, Schema>> {
  const fields = isObject(schema) ? schema["properties"] : undefined;
  return isObject(fields) ? (fields as Record<string, Schema>) : {};
}

function requiredOf(schema: Schema): readonly string[] {
  const required = isObject(schema) ? schema["required"] : undefined;
  return Array.isArray(required) ? (required as string[]) : [];
}
