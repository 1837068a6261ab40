import { dirname, resolve } from "node:path";
import { describeFault } from "../../config/fault.ts";
import { readEnvironment } from "../../config/environment.ts";
import { legacyNotice } from "../../config/legacy.ts";
import { checkConfig } from "../../config/load.ts";
import type { Action, ConfigCheckOptions } from "../command.ts";
import { EXIT } from "../exit.ts";
import { warnOfLegacy } from "../legacy.ts";
import { wrapWords } from "../terminal/wrap.ts";

const HANGING = 2;

/** Lists every fault of the config file. Reads no secret and calls nobody. */
export const configCheck: Action<ConfigCheckOptions> = ({ terminal, env, cwd }, options) => {
  const file = resolve(cwd, options.config);
  const { faults, config } = checkConfig({
    file: options.config,
    environment: options.env,
    env: readEnvironment(dirname(file), env),
  });
  const valid = faults.length === 0;
  const notice = config === null ? null : legacyNotice(config);
  const warnings = notice === null ? [] : [notice];
  if (config !== null && !options.json) warnOfLegacy(terminal, config);
  if (options.json) terminal.json({ version: 1, file: options.config, valid, faults, warnings });
  else if (valid) terminal.say(`${options.config} is in order.`);
  else
    for (const fault of faults) terminal.data(wrapWords(describeFault(fault), terminal.columns(), HANGING));
  return Promise.resolve(valid ? EXIT.done : EXIT.usage);
};
