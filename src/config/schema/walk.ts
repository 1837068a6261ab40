import { z } from "zod";

/** The schema behind defaults and the like. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable
  ) {
    return unwrap(schema.def.innerType);
  }
  return schema;
}

function below(schema: z.core.$ZodType, segment: PropertyKey): z.core.$ZodType | undefined {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) return inner.shape[String(segment)];
  if (inner instanceof z.ZodRecord) return inner.valueType;
  if (inner instanceof z.ZodArray) return inner.element;
  return undefined;
}

/** The keys that are known at a path. */
export function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  let at: z.core.$ZodType | undefined = schema;
  for (const segment of path) at = at === undefined ? undefined : below(at, segment);
  const inner = at === undefined ? undefined : unwrap(at);
  if (inner instanceof z.ZodObject) return Object.keys(inner.shape);
  if (inner instanceof z.ZodRecord && inner.keyType instanceof z.ZodEnum)
    return inner.keyType.options.map(String);
  return [];
}

/** Whether a key may stand there with nothing behind it, as `twilio:` alone, and mean an empty section. */
function isSection(schema: z.core.$ZodType): boolean {
  const inner = unwrap(schema);
  return inner instanceof z.ZodObject || inner instanceof z.ZodRecord;
}

/** The value with every section that was left blank made an empty one. */
export function fillSections(schema: z.core.$ZodType, value: unknown): unknown {
  if ((value === null || value === undefined) && isSection(schema)) return {};
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => {
      const element = below(schema, index);
      return element === undefined ? item : fillSections(element, item);
    });
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const child = below(schema, name);
      return [name, child === undefined ? item : fillSections(child, item)];
    }),
  );
}
