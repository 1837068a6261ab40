import type { Management, Ref, Resource, ResourceKind } from "../../domain/blueprint.ts";
import type { Config } from "../config.ts";

export function refTo(kind: ResourceKind, key: string): Ref {
  return { ref: { kind, key } };
}

/** What is lost with the thing itself, such as messages or who has a role, is protected from the start. */
const protectedKinds: ReadonlySet<ResourceKind> = new Set([
  "discord.role",
  "discord.category",
  "discord.channel",
  "twilio.legacy-chat-service",
]);

/** Where a field of a spec has another name in the file. */
const fieldOfKey: Readonly<Record<string, string>> = { permissions: "overwrites" };

/**
 * A resource with the place in the file that speaks of it. It is ours to create, unless the file says how
 * else it is to be treated.
 */
export function managed(
  config: Config,
  kind: ResourceKind,
  key: string,
  path: readonly string[],
  spec: Resource["spec"],
): Resource {
  const { previously, managed = "full", protect = protectedKinds.has(kind) } = upkeepAt(config, path);
  return {
    kind,
    key,
    ...(previously === undefined ? {} : { previously }),
    managed,
    ...(managed === "partial" ? { fields: namedFields(config, path, spec) } : {}),
    protected: protect,
    spec,
    origin: config.origin(path),
  };
}

/** A resource that is somebody else's: found, never written. */
export function referenced(...described: Parameters<typeof managed>): Resource {
  return { ...managed(...described), managed: "reference" };
}

interface Upkeep {
  readonly previously?: string;
  readonly managed?: Management;
  readonly protect?: boolean;
}

/** What the file says about the treatment of what it describes at `path`; of a plain value, nothing. */
function upkeepAt({ settings }: Config, path: readonly string[]): Upkeep {
  const section = path.reduce<unknown>(
    (at, name) => (typeof at === "object" && at !== null ? (at as Record<string, unknown>)[name] : undefined),
    settings,
  );
  return typeof section === "object" && section !== null ? section : {};
}

/** The fields whose keys the file itself names. */
function namedFields(config: Config, path: readonly string[], spec: Resource["spec"]): readonly string[] {
  return config
    .keysAt(path)
    .map((key) => (key in spec ? key : (fieldOfKey[key] ?? key)))
    .filter((field) => field in spec);
}
