import type { Resource, ResourceKind, Spec } from "../../src/domain/blueprint.ts";
import { Failure } from "../../src/domain/failure.ts";
import type { Found, ResolvedFields, Secrets, Side, Target, Value } from "../../src/provision/ports.ts";

/** One thing on a shelf. */
interface Item {
  readonly id: string;
  fields: ResolvedFields;
  readonly createdAt: number;
  rank: number;
}

/** What a vendor keeps, small enough to be looked through in a test; the words of the ports, no network. */
export interface Shelf {
  readonly side: Side;
  readonly items: Map<string, Item & { readonly kind: ResourceKind }>;
  /** Every write, such as "create twilio.queue support". */
  readonly writes: string[];
  /** How many lists were asked for, by kind. */
  readonly reads: Map<ResourceKind, number>;
  /** Called before and after each write has happened; throwing loses the answer or the request. */
  interfere: (moment: "before" | "after", write: string) => void;
  readonly put: (kind: ResourceKind, fields: ResolvedFields, createdAt?: number) => string;
}

export const secrets: Secrets = { value: () => "s3cret", digest: (value) => `digest of ${value.length}` };

export function createShelf(kinds: readonly ResourceKind[], now: () => number): Shelf {
  const items: Shelf["items"] = new Map();
  let next = 0;
  const shelf: Shelf = {
    items,
    writes: [],
    reads: new Map(),
    interfere: () => undefined,
    put(kind, fields, createdAt = now()) {
      next += 1;
      const id = `id${next}`;
      items.set(id, { id, kind, fields, createdAt, rank: next });
      return id;
    },
    side: {
      name: "twilio",
      concurrency: 4,
      targets: kinds.map((kind) => target(kind)),
      preflight: async () => [],
    },
  };

  function target(kind: ResourceKind): Target {
    const own = () =>
      [...items.values()].filter((item) => item.kind === kind).sort((a, b) => a.rank - b.rank);
    const write = async <T>(line: string, change: () => T): Promise<T> => {
      shelf.interfere("before", line);
      shelf.writes.push(line);
      const result = change();
      shelf.interfere("after", line);
      return result;
    };
    return {
      kind,
      noun: kind.slice(kind.indexOf(".") + 1),
      rewritten: ["name"],
      guarded: ["url"],
      isFixed: (field) => field === "type",
      async read() {
        shelf.reads.set(kind, (shelf.reads.get(kind) ?? 0) + 1);
        return {
          found: own().map((item, rank) => foundOf(item, rank)),
          wanted: ({ spec }) => {
            const { order, ...fields } = spec;
            const base = { fields, name: fields["name"] as string, notes: [] };
            return typeof order === "number" ? { ...base, order } : base;
          },
        };
      },
      alike: (found, wanted) =>
        found["name"] === wanted["name"] && JSON.stringify(found["in"]) === JSON.stringify(wanted["in"]),
      owns: () => false,
      create: ({ fields, key }) =>
        write(`create ${kind} ${key}`, () => foundOf(items.get(shelf.put(kind, fields)) as Item, 0)),
      update: ({ id, fields, key, changed }) =>
        write(`update ${kind} ${key}: ${[...changed].join(",")}`, () => {
          const item = items.get(id);
          if (item === undefined) throw new Failure("twilio.not-found", `No ${id}.`);
          const taken = Object.entries(fields).filter(([field]) => changed.has(field));
          item.fields = { ...item.fields, ...Object.fromEntries(taken) };
          return foundOf(item, 0);
        }),
      remove: ({ id }) =>
        write(`delete ${kind} ${id}`, () => {
          if (!items.delete(id)) throw new Failure("twilio.not-found", `No ${id}.`);
        }),
      arrange: (ids) =>
        write(`arrange ${kind}`, () => {
          const ranks = ids.map((id) => items.get(id)?.rank ?? 0).sort((a, b) => a - b);
          for (const [index, id] of ids.entries()) {
            const item = items.get(id);
            if (item !== undefined) item.rank = ranks[index] ?? 0;
          }
        }),
    };
  }
  return shelf;
}

const REFERENCES: Readonly<Record<string, ResourceKind>> = { in: "discord.category", queue: "twilio.queue" };

function foundOf(item: Item, rank: number): Found {
  const fields = Object.fromEntries(
    Object.entries(item.fields).map(([field, value]): [string, Value] => {
      const kind = REFERENCES[field];
      if (kind !== undefined && typeof value === "string") return [field, { remote: { kind, id: value } }];
      if (value === "s3cret" && typeof value === "string") return [field, { masked: secrets.digest(value) }];
      return [field, value];
    }),
  );
  const name = item.fields["name"] as string;
  return { id: item.id, name, fields, createdAt: item.createdAt, place: { group: "all", rank } };
}

/** A resource of a blueprint with everything a test does not care about filled in. */
export function resource(
  kind: ResourceKind,
  key: string,
  spec: { readonly [field: string]: Spec },
  more: Partial<Resource> = {},
): Resource {
  return {
    kind,
    key,
    managed: "full",
    protected: false,
    spec: { name: key, ...spec },
    origin: { file: "flexcord.yaml", line: 1, column: 1, path: key },
    ...more,
  };
}
