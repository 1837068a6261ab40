import { dirname, resolve } from "node:path";

import type { Origin } from "../domain/blueprint.ts";
import type { Settings } from "./schema/settings.ts";
import type { YamlFile } from "./yaml-file.ts";

/** A config file that was found to be right, with its defaults filled in. */
export interface Config {
  readonly settings: Settings;
  /** The name it was loaded for, such as `production`. */
  readonly environment: string;
  /** The file as it was named; in messages. */
  readonly file: string;
  /** Absolute paths; those of the file are relative to its folder. */
  readonly paths: { readonly knowledge: string; readonly store: string; readonly directory: string };
  /** Where a key is written, or where it would be. */
  origin(path: readonly string[]): Origin;
  /** The keys that are written in a section; none where there is no section. */
  keysAt(path: readonly string[]): readonly string[];
}

/** `value` is the file as plain data, before defaults are filled in. */
export function configOf(
  settings: Settings,
  { file, environment }: { readonly file: string; readonly environment: string },
  yaml: YamlFile,
  value: unknown,
): Config {
  const directory = dirname(resolve(file));
  return {
    settings,
    environment,
    file,
    paths: {
      directory,
      knowledge: resolve(directory, settings.assistant.knowledge),
      store: resolve(directory, settings.bridge.store.path ?? `.flexcord/${environment}.db`),
    },
    origin: (path) => yaml.origin(path, "key"),
    keysAt: (path) => {
      const section = path.reduce<unknown>(
        (at, name) =>
          typeof at === "object" && at !== null ? (at as Record<string, unknown>)[name] : undefined,
        value,
      );
      return typeof section === "object" && section !== null ? Object.keys(section) : [];
    },
  };
}
