import { dirname, resolve } from "node:path";
import { describeFault } from "../../config/fault.ts";
import { readEnvironment } from "../../config/environment.ts";
import { checkConfig } from "../../config/load.ts";
import type { Action, ConfigCheckOptions } from "../command.ts";
import { EXIT } from "../exit.ts";

/** Lists every fault of the config file. Reads no secret and calls nobody. */
export const configCheck: Action<ConfigCheckOptions> = ({ terminal, env, cwd }, options) => {
  const file = resolve(cwd, options.config);
  const { faults } = checkConfig({
    file: options.config,
    environment: options.env,
    env: readEnvironment(dirname(file), env),
  });
  const valid = faults.length === 0;
  if (options.json) terminal.json({ version: 1, file: options.config, valid, faults });
  else if (valid) terminal.say(`${options.config} is in order.`);
  else for (const fault of faults) terminal.data(describeFault(fault));
  return Promise.resolve(valid ? EXIT.done : EXIT.usage);
};
