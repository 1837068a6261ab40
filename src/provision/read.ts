import type { Blueprint, ResourceKind } from "../domain/blueprint.ts";
import type { Identity } from "./identity/identity-map.ts";
import type { Reading, Target } from "./ports.ts";

/** Reads every kind that the blueprint or the identity map knows of, all at once. */
export async function readAll(
  blueprint: Blueprint,
  entries: readonly Identity[],
  targets: readonly Target[],
): Promise<ReadonlyMap<ResourceKind, Reading>> {
  const readings = await Promise.all(
    targets.map(async (target): Promise<readonly [ResourceKind, Reading] | null> => {
      const resources = blueprint.resources.filter((resource) => resource.kind === target.kind);
      const known = entries.filter((entry) => entry.kind === target.kind);
      if (resources.length === 0 && known.length === 0) return null;
      const knownIds = new Set(known.map((entry) => entry.id));
      const described = new Set(resources.flatMap(({ key, previously }) => [key, previously]));
      const hasOrphans = known.some(({ key }) => !described.has(key));
      return [target.kind, await target.read({ resources, knownIds, hasOrphans })];
    }),
  );
  return new Map(readings.filter((reading) => reading !== null));
}
