import {
  type Description,
  type DescriptionName,
  isObject,
  type Operation,
  type Schema,
  type SchemaObject,
} from "./description.ts";

/** One place where a description is not followed to the letter. */
export interface Exception {
  readonly id: string;
  readonly of: readonly DescriptionName[];
  readonly reason: string;
  readonly patch: Patch;
}

/** Changes a description; marks what it changed, so that its use is noticed. Throws when there is nothing to change. */
export type Patch = (description: Description, id: string) => Description;

/** What a patched schema says, as a keyword of its own, about what it replaces. */
export interface Excepted {
  readonly id: string;
  /** Which of the exception's places this is; an exception of everything has one. */
  readonly place: string;
  readonly original: Schema;
}

/** Every place that a description's exceptions changed, as `id at place`. */
export function placesOf(description: unknown): readonly string[] {
  if (Array.isArray(description)) return description.flatMap(placesOf);
  if (!isObject(description)) return [];
  const { excepted = [], ...rest } = description as { readonly excepted?: readonly Excepted[] };
  return [...excepted.map(({ id, place }) => `${id} at ${place}`), ...Object.values(rest).flatMap(placesOf)];
}

export function applyExceptions(description: Description, exceptions: readonly Exception[]): Description {
  return exceptions
    .filter(({ of }) => of.includes(description.name))
    .reduce((patched, { id, patch }) => patch(patched, id), description);
}

function mark(instead: Schema, { id, place, original }: Excepted): SchemaObject {
  const schema = isObject(instead) ? instead : instead ? {} : { not: {} };
  const earlier = Array.isArray(schema["excepted"]) ? (schema["excepted"] as Excepted[]) : [];
  return { ...schema, excepted: [...earlier, { id, place, original }] };
}

/** Says something else of a schema's fields, or adds fields that it does not have. */
export function fields(schemas: readonly string[], names: readonly string[], instead: Schema): Patch {
  return (description, id) =>
    schemas.reduce((patched, name) => {
      const schema = objectNamed(patched, name, id);
      return withSchema(patched, name, withFields(schema, names, instead, { id, place: name }));
    }, description);
}

/** Says something else of a whole schema. */
export function whole(name: string, instead: Schema): Patch {
  return (description, id) =>
    withSchema(
      description,
      name,
      mark(instead, { id, place: name, original: objectNamed(description, name, id) }),
    );
}

function withFields(
  schema: SchemaObject,
  names: readonly string[],
  instead: Schema,
  { id, place }: Pick<Excepted, "id" | "place">,
): SchemaObject {
  const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, Schema>> };
  const changed = names.map((field) => {
    const original = properties[field] ?? false;
    return [field, mark(instead, { id, place: `${place}.${field}`, original })] as const;
  });
  return { ...schema, properties: { ...properties, ...Object.fromEntries(changed) } };
}

/** Changes every schema, wherever it stands, for which `change` has something else to say. */
export function everywhere(change: (schema: SchemaObject) => Schema | null): Patch {
  return (description, id) => {
    const walk = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(walk);
      if (!isObject(value)) return value;
      const instead = change(value);
      if (instead !== null) return mark(instead, { id, place: "everywhere", original: value });
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
    };
    return walk(description) as Description;
  };
}

/** Adds an answer to the operations that `select` picks, by `GET /path`. */
export function answer(select: RegExp, status: string, body: Schema): Patch {
  return changeOperations(select, (operation, id) => ({
    ...operation,
    answers: { ...operation.answers, [status]: mark(body, { id, place: "everywhere", original: false }) },
  }));
}

/** Says something else of fields of a body that is described where the operation is. */
export function bodyFields(select: RegExp, names: readonly string[], instead: Schema): Patch {
  return changeOperations(select, (operation, id) => {
    const { content = {} } = operation.body ?? {};
    const changed = Object.entries(content).map(([type, schema]) => [
      type,
      isObject(schema)
        ? withFields(schema, names, instead, { id, place: `${operation.method} ${operation.path}` })
        : schema,
    ]);
    return {
      ...operation,
      body: {
        required: operation.body?.required ?? false,
        content: Object.fromEntries(changed) as Readonly<Record<string, Schema>>,
      },
    };
  });
}

/** Several patches that are one exception. */
export function all(...patches: readonly Patch[]): Patch {
  return (description, id) => patches.reduce((patched, patch) => patch(patched, id), description);
}

/** Says something else of what an operation takes or gives. */
function changeOperations(select: RegExp, change: (operation: Operation, id: string) => Operation): Patch {
  return (description, id) => {
    const isMeant = ({ method, path }: Operation) => select.test(`${method} ${path}`);
    if (!description.operations.some(isMeant)) {
      throw new Error(`Exception ${id}: ${description.name} has no operation ${String(select)}`);
    }
    const operations = description.operations.map((one) => (isMeant(one) ? change(one, id) : one));
    return { ...description, operations };
  };
}

function objectNamed(description: Description, name: string, id: string): SchemaObject {
  const schema = description.schemas[name];
  if (isObject(schema)) return schema;
  throw new Error(`Exception ${id}: ${description.name} has no schema ${name}`);
}

function withSchema(description: Description, name: string, schema: Schema): Description {
  return { ...description, schemas: { ...description.schemas, [name]: schema } };
}
