import {
  type Description,
  type DescriptionName,
  isObject,
  type Operation,
  type Parameter,
  type RequestBody,
  type Schema,
  type SchemaObject,
} from "./description.ts";

const METHODS = ["get", "post", "put", "patch", "delete"] as const;

/** Reads an OpenAPI document, 3.0 or 3.1. */
export function readOpenApi(name: DescriptionName, document: SchemaObject): Description {
  const components = objectAt(document, "components");
  const named = (value: unknown) => follow(document, value);
  const operations = Object.entries(objectAt(document, "paths")).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = isObject(item) ? item[method] : undefined;
      if (!isObject(operation) || !isObject(item)) return [];
      const parameters = [...listAt(item, "parameters"), ...listAt(operation, "parameters")];
      return [
        {
          method: method.toUpperCase(),
          path,
          parameters: parameters.map(named).filter(isParameter),
          body: readBody(named(operation["requestBody"])),
          answers: readAnswers(operation, named),
        } satisfies Operation,
      ];
    }),
  );
  return { name, operations, schemas: objectAt(components, "schemas") as Record<string, Schema> };
}

function isParameter(value: SchemaObject): value is SchemaObject & Parameter {
  return ["path", "query", "header"].includes(String(value["in"]));
}

function readBody(body: SchemaObject): RequestBody | null {
  const content = Object.entries(objectAt(body, "content"));
  if (content.length === 0) return null;
  return {
    required: body["required"] === true,
    content: Object.fromEntries(content.map(([type, media]) => [type, schemaOf(media)])),
  };
}

function readAnswers(operation: SchemaObject, named: (value: unknown) => SchemaObject): Operation["answers"] {
  return Object.fromEntries(
    Object.entries(objectAt(operation, "responses")).map(([status, answer]) => {
      const json = objectAt(named(answer), "content")["application/json"];
      return [status, json === undefined ? null : schemaOf(json)];
    }),
  );
}

function schemaOf(media: unknown): Schema {
  return isObject(media) ? ((media["schema"] as Schema | undefined) ?? true) : true;
}

/** Where a reference into the document leads; what refers to nothing is itself. */
function follow(document: SchemaObject, value: unknown): SchemaObject {
  if (!isObject(value)) return {};
  const reference = value["$ref"];
  if (typeof reference !== "string") return value;
  const found = reference
    .replace("#/", "")
    .split("/")
    .reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), document);
  return isObject(found) ? found : {};
}

function objectAt(object: SchemaObject, key: string): SchemaObject {
  const value = object[key];
  return isObject(value) ? value : {};
}

function listAt(object: SchemaObject, key: string): readonly unknown[] {
  const value = object[key];
  return Array.isArray(value) ? value : [];
}
