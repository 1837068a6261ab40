import { emptyIdentityMap, withIdentity, type Header, type IdentityMap } from "./identity-map.ts";
import { tryMatchAll, type Match } from "../plan/match.ts";
import type { PlanRequest } from "../plan/shape.ts";

/** An identity map made anew from what is there. */
export interface Rebuilt {
  readonly map: IdentityMap;
  /** Described, and not to be found. */
  readonly missing: readonly { readonly noun: string; readonly key: string }[];
  /** In doubt, a sentence each: left out. */
  readonly doubts: readonly string[];
}

/**
 * Finds what the blueprint describes by our marks and by names that only one thing has, as if nothing were
 * known. What was last written cannot be found again, so nothing counts as changed by others until the next
 * deploy. `former` gives the map its lineage.
 */
export function rebuildMap(
  {
    blueprint,
    header,
    targets,
    readings,
  }: Pick<PlanRequest, "blueprint" | "header" | "targets" | "readings">,
  former: IdentityMap | null,
): Rebuilt {
  const fresh = emptyFrom(header, former);
  const { matches, conflicts } = tryMatchAll({
    project: blueprint.project,
    environment: blueprint.environment,
    resources: blueprint.resources,
    map: fresh,
    adopt: true,
    targets,
    readings,
  });
  const found = matches.filter((match) => match.found !== null);
  return {
    map: found.reduce((map, match) => withIdentity(map, identityOf(match)), fresh),
    missing: matches
      .filter((match) => match.found === null)
      .map(({ target, resource }) => ({ noun: target.noun, key: resource.key })),
    doubts: conflicts.map(({ sentence }) => sentence),
  };
}

function emptyFrom(header: Header, former: IdentityMap | null): IdentityMap {
  const empty = emptyIdentityMap(header);
  if (former === null) return { ...empty, serial: 1 };
  return { ...empty, lineage: former.lineage, serial: former.serial + 1 };
}

const identityOf = ({ resource, found }: Match) => ({
  kind: resource.kind,
  key: resource.key,
  id: found?.id ?? "",
  protected: resource.protected,
  ...(resource.managed === "full" ? {} : { managed: resource.managed }),
  applied: {},
});
