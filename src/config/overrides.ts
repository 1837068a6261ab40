import { Failure } from "../domain/failure.ts";
import type { YamlFile } from "./yaml-file.ts";

type Section = Readonly<Record<string, unknown>>;

/** The environment that the file describes when it says nothing of environments. */
const BASE = "production";

/**
 * The file as one environment sees it: what stands under `environments.<name>` over what stands in the file,
 * section by section; values and lists are replaced as a whole. "usage.invalid" when the file names its
 * environments and this is none of them.
 */
export function valueFor(environment: string, value: unknown, file: string): unknown {
  if (!isSection(value)) return value;
  const all = value["environments"];
  if (!isSection(all)) return value;
  const own = all[environment];
  if (own === undefined && environment !== BASE) {
    throw new Failure("usage.invalid", `${file} describes no environment "${environment}"`, {
      fix: `Pass --env with one of ${[BASE, ...Object.keys(all)].join(", ")}, or add it to environments.`,
    });
  }
  return isSection(own) ? overlay(value, own) : value;
}

/** The same file, but a key that the environment overrides is found where it does so. */
export function fileFor(environment: string, value: unknown, yaml: YamlFile): YamlFile {
  const path = ["environments", environment];
  const own = at(value, path);
  return {
    ...yaml,
    origin: (key, what) =>
      key.length > 0 && at(own, key) !== undefined
        ? yaml.origin([...path, ...key], what)
        : yaml.origin(key, what),
  };
}

function overlay(base: Section, over: Section): Section {
  const entries = Object.entries(over).map(([name, item]): [string, unknown] => {
    const before = base[name];
    return [name, isSection(before) && isSection(item) ? overlay(before, item) : item];
  });
  return { ...base, ...Object.fromEntries(entries) };
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (found, name) =>
      isSection(found) || Array.isArray(found) ? (found as Section)[String(name)] : undefined,
    value,
  );
}

const isSection = (value: unknown): value is Section =>
  typeof value === "object" && value !== null && !Array.isArray(value);
