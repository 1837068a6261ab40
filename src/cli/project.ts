import { dirname, resolve } from "node:path";
import { readEnvironment, type Environment } from "../config/environment.ts";
import { loadConfig } from "../config/load.ts";
import type { Config } from "../config/config.ts";
import type { CommandContext, ConfigOptions } from "./command.ts";

/** The config a command works with, and the variables that count for it: the process's over those of `.env`. */
export function openProject(
  { env, cwd }: CommandContext,
  options: ConfigOptions,
): { readonly config: Config; readonly environment: Environment } {
  const environment = readEnvironment(dirname(resolve(cwd, options.config)), env);
  return {
    config: loadConfig({ file: options.config, environment: options.env, env: environment }),
    environment,
  };
}
