import { dirname, resolve } from "node:path";

import type { DeployOptions } from "../app/deploy.ts";
import { loadAddresses } from "../config/addresses.ts";
import { readEnvironment } from "../config/environment.ts";
import { loadConfig } from "../config/load.ts";
import { loadSecrets } from "../config/secrets.ts";
import { systemClock } from "../domain/clock.ts";
import type { CommandContext, ConfigOptions } from "./command.ts";
import { packageVersion } from "./version.ts";

const NEEDED = [
  "DISCORD_TOKEN",
  "TWILIO_ACCOUNT_SID",
  "TWILIO_API_KEY",
  "TWILIO_API_SECRET",
  "FLEXCORD_SECRET",
] as const;

/** What `plan` and `deploy` work with, from their flags, the config file and the environment. */
export function deployOptions(
  { env, cwd }: CommandContext,
  options: ConfigOptions & { readonly adopt: boolean },
): DeployOptions {
  const environment = readEnvironment(dirname(resolve(cwd, options.config)), env);
  return {
    config: loadConfig({ file: options.config, environment: options.env, env: environment }),
    secrets: loadSecrets(environment, NEEDED),
    addresses: loadAddresses(environment),
    version: packageVersion(),
    adopt: options.adopt,
    clock: systemClock,
  };
}
