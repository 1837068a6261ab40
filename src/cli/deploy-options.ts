import type { DeployOptions } from "../app/deploy/deploy.ts";
import { DEPLOY_SECRETS } from "../app/deploy/options.ts";
import { loadAddresses } from "../config/addresses.ts";
import { loadSecrets } from "../config/secrets.ts";
import { systemClock } from "../domain/clock.ts";
import type { AdoptOptions, CommandContext, ConfigOptions, PruneOptions } from "./command.ts";
import { openProject } from "./project.ts";
import { packageVersion } from "./version.ts";

/** What `plan` and `deploy` work with, from their flags, the config file and the environment. */
export function deployOptions(
  context: CommandContext,
  options: ConfigOptions & AdoptOptions & Partial<PruneOptions>,
): DeployOptions {
  const { config, environment } = openProject(context, options);
  return {
    config,
    secrets: loadSecrets(environment, DEPLOY_SECRETS),
    addresses: loadAddresses(environment),
    version: packageVersion(),
    adopt: options.adopt,
    prune: options.prune ?? false,
    ...(options.maxDeletes === undefined ? {} : { maxDeletes: options.maxDeletes }),
    clock: systemClock,
  };
}
