import type { Ref, Resource, ResourceKind } from "../../domain/blueprint.ts";
import type { Config } from "../load.ts";

export function refTo(kind: ResourceKind, key: string): Ref {
  return { ref: { kind, key } };
}

/** What is lost with the thing itself, such as messages or who has a role, is protected from the start. */
const protectedKinds: ReadonlySet<ResourceKind> = new Set([
  "discord.role",
  "discord.category",
  "discord.channel",
]);

/** A resource that is ours to create, with the place in the file that speaks of it. */
export function managed(
  config: Config,
  kind: ResourceKind,
  key: string,
  path: readonly string[],
  spec: Resource["spec"],
): Resource {
  return {
    kind,
    key,
    managed: "full",
    protected: protectedKinds.has(kind),
    spec,
    origin: config.origin(path),
  };
}

/** A resource that is somebody else's: found, never written. */
export function referenced(
  config: Config,
  kind: ResourceKind,
  key: string,
  path: readonly string[],
  spec: Resource["spec"],
): Resource {
  return { ...managed(config, kind, key, path, spec), managed: "reference" };
}
