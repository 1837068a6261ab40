import type { ResourceKind } from "../../domain/blueprint.ts";
import type { Json, Value } from "../../provision/ports.ts";

/**
 * Sets of roles or channels. Each member says what it is about, so that a plan compares them one by one and
 * the order means nothing.
 */
export interface Targeted {
  readonly target: string;
}

export function setOf(members: Value | undefined): Value {
  return ((members ?? []) as readonly Value[]).map((target) => ({ target }));
}

export function foundSet(kind: ResourceKind, ids: readonly string[]): Value {
  return ids.map((id) => ({ target: { remote: { kind, id } } }));
}

export function idsOf(set: Json | undefined): readonly string[] {
  return ((set ?? []) as unknown as readonly Targeted[]).map(({ target }) => target);
}
