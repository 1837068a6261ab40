import { readFileSync } from "node:fs";
import { Failure } from "../domain/failure.ts";
import { checkAnnouncements } from "./checks/announcements.ts";
import { checkAutomod } from "./checks/automod.ts";
import { checkChannels } from "./checks/channels.ts";
import { checkCommands } from "./checks/commands.ts";
import { checkCommunity } from "./checks/community.ts";
import { checkKeys } from "./checks/keys.ts";
import { loose } from "./checks/loose.ts";
import { checkPermissions } from "./checks/permissions.ts";
import type { Finding } from "./checks/report.ts";
import { checkHours } from "./checks/hours.ts";
import { checkTexts } from "./checks/texts.ts";
import { checkTrackers } from "./checks/trackers.ts";
import { configOf, type Config } from "./config.ts";
import type { Environment } from "./environment.ts";
import { failureOf, type Fault } from "./fault.ts";
import { nearest } from "./nearest.ts";
import { settleScalars } from "./scalars.ts";
import { fileFor, valueFor } from "./overrides.ts";
import { schemaFaults, wantedBy } from "./schema-faults.ts";
import { settings } from "./schema/settings.ts";
import { fillSections } from "./schema/walk.ts";
import { parseYamlFile, type YamlFile } from "./yaml-file.ts";

export interface ConfigSource {
  /** Absolute, or relative to the working directory. */
  readonly file: string;
  readonly environment: string;
  /** For `${NAME}` in the file; see `readEnvironment`. */
  readonly env: Environment;
}

export type ConfigCheck =
  | { readonly faults: readonly []; readonly config: Config }
  | { readonly faults: readonly [Fault, ...Fault[]]; readonly config: null };

/** The config, or one "config.invalid" that lists every fault. */
export function loadConfig(source: ConfigSource): Config {
  return loadConfigText(source, readText(source.file));
}

/** As `loadConfig`, for a text that is to become the file. */
export function loadConfigText(source: ConfigSource, text: string): Config {
  const { config, faults } = checkConfigText(source, text);
  if (config === null) throw failureOf(source.file, faults);
  return config;
}

/** Reads a file and says everything that is wrong with it. Throws only when there is no file to read. */
export function checkConfig(source: ConfigSource): ConfigCheck {
  return checkConfigText(source, readText(source.file));
}

/** The same for a text that is to become the file. */
export function checkConfigText(source: ConfigSource, text: string): ConfigCheck {
  const { file, environment } = source;
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/u.test(environment)) {
    throw new Failure("usage.invalid", `"${environment}" cannot be the name of an environment`, {
      fix: "Pass --env with one name of lower-case letters, digits and dashes, such as staging.",
    });
  }
  const written = parseYamlFile(file, text);
  const secretAndVariableFaults = settleScalars(written, source.env, environment);
  const whole = written.faults.length > 0 ? {} : plainValueOf(written, file);
  const yaml = fileFor(environment, whole, written);
  const value = fillSections(settings, valueFor(environment, whole, file));
  const parsed = settings.safeParse(value, { error: wantedBy });
  const [first, ...others] = inOrder(
    yaml.faults.length > 0
      ? [...yaml.faults, ...secretAndVariableFaults]
      : [
          ...secretAndVariableFaults,
          ...schemaFaults(settings, parsed.error?.issues ?? [], value, yaml),
          ...checkFaults(value, yaml),
        ],
  );
  if (first !== undefined) return { faults: [first, ...others], config: null };
  if (parsed.data === undefined)
    throw new Failure("bug.unexpected", "A config without faults has no settings");
  return { faults: [], config: configOf(parsed.data, source, yaml, value) };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (thrown) {
    const missing = (thrown as NodeJS.ErrnoException).code === "ENOENT";
    throw new Failure("config.invalid", `${file} ${missing ? "does not exist" : "cannot be read"}`, {
      fix: missing
        ? "Pass the config file with --config, or have `flexcord init` make one."
        : "It has to be a YAML file that this user may read.",
      cause: thrown,
    });
  }
}

/** The file as plain data. Aliases that multiply without end are the one thing that is only found here. */
function plainValueOf(yaml: YamlFile, file: string): unknown {
  try {
    return yaml.document.toJS();
  } catch (thrown) {
    throw new Failure("config.invalid", `${file} cannot be resolved`, {
      fix: "Write out what its aliases (*name) stand for.",
      cause: thrown,
    });
  }
}

function checkFaults(value: unknown, yaml: YamlFile): readonly Fault[] {
  const faults: Fault[] = [];
  const report = ({ path, key = false, found, wanted, among }: Finding) => {
    faults.push({
      origin: yaml.origin(path, key ? "key" : "value"),
      found,
      wanted,
      nearest: among === undefined ? null : nearest(among.word, among.candidates),
    });
  };
  const checks = [
    checkPermissions,
    checkChannels,
    checkCommands,
    checkKeys,
    checkAutomod,
    checkAnnouncements,
    checkCommunity,
    checkHours,
    checkTexts,
    checkTrackers,
  ];
  for (const check of checks) check(loose(value), report);
  return faults;
}

/** By place in the file; of several faults of one key the first is enough, and the later might show a secret. */
function inOrder(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Set<string>();
  const first = faults.filter(({ origin: { path, line } }) => {
    const place = path === "" ? String(line) : path;
    return !seen.has(place) && seen.add(place);
  });
  return first.sort(
    (one, other) => one.origin.line - other.origin.line || one.origin.column - other.origin.column,
  );
}
