import type { Fields, Value } from "../ports.ts";
import { canonical, isLeaf, isList, isObject, same } from "../value.ts";

/** One difference. A side that has nothing there is null. */
export interface Difference {
  /** Dotted; members of a keyed list by their name, such as `options.area.description`. */
  readonly path: string;
  readonly found: Value;
  readonly wanted: Value;
}

/** What tells the members of a list of objects apart, in the order of preference. */
const IDENTITIES = ["target", "name", "key", "event"] as const;

/** Every difference in the fields that are wanted; what only the found side has is nobody's business. */
export function diffFields(found: Fields, wanted: Fields): readonly Difference[] {
  return Object.entries(wanted).flatMap(([field, value]) => diffValue(field, found[field] ?? null, value));
}

function diffValue(path: string, found: Value, wanted: Value): readonly Difference[] {
  if (same(found, wanted)) return [];
  if (isList(found) && isList(wanted)) return diffLists(path, found, wanted);
  if (isBranch(found) && isBranch(wanted)) {
    const keys = new Set([...Object.keys(found), ...Object.keys(wanted)]);
    return [...keys].flatMap((key) => diffValue(`${path}.${key}`, found[key] ?? null, wanted[key] ?? null));
  }
  return [{ path, found, wanted }];
}

const isBranch = (value: Value): value is Fields => isObject(value) && !isLeaf(value);

/** Lists of named objects are compared name by name, all others as a whole. */
function diffLists(path: string, found: readonly Value[], wanted: readonly Value[]): readonly Difference[] {
  const before = keyed(found);
  const after = keyed(wanted);
  if (before === null || after === null) return [{ path, found, wanted }];
  const names = new Set([...before.keys(), ...after.keys()]);
  const differences = [...names].flatMap((name) =>
    diffValue(`${path}.${name}`, before.get(name) ?? null, after.get(name) ?? null),
  );
  // The same members in another order: the order is the difference.
  if (differences.length === 0) return [{ path, found: [...before.keys()], wanted: [...after.keys()] }];
  return differences;
}

function keyed(list: readonly Value[]): ReadonlyMap<string, Value> | null {
  const identity = IDENTITIES.find((name) => list.every((item) => isBranch(item) && name in item));
  if (identity === undefined) return null;
  const members = new Map<string, Value>();
  for (const item of list) {
    if (isBranch(item)) members.set(label(item[identity] ?? null), item);
  }
  return members.size === list.length ? members : null;
}

/** A list member's name in a path: a reference is known by its key. */
function label(value: Value): string {
  if (typeof value === "string") return value;
  if (isObject(value) && isObject(value["ref"] ?? null)) {
    const { key } = value["ref"] as { readonly key: string };
    return key;
  }
  if (isObject(value) && isObject(value["remote"] ?? null)) {
    const { id } = value["remote"] as { readonly id: string };
    return id;
  }
  return canonical(value);
}
