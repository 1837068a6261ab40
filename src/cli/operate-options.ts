import { dirname, resolve } from "node:path";
import { caseRulesOf } from "../app/rules/cases.ts";
import { openOperation, type Operation } from "../app/operate/operate.ts";
import type { StateOptions } from "../app/state/open-state.ts";
import { loadAddresses } from "../config/addresses.ts";
import { readEnvironment, type Environment } from "../config/environment.ts";
import type { Config } from "../config/config.ts";
import { loadOldSecrets, loadSecrets } from "../config/secrets.ts";
import { systemClock } from "../domain/clock.ts";
import { Failure } from "../domain/failure.ts";
import type { CommandContext, ConfigOptions, RemoteOptions } from "./command.ts";
import { openProject } from "./project.ts";
import { packageVersion } from "./version.ts";

/** Reaches the deployment that the flags name: beside its ledger, or at `--remote` with the operator's token. */
export function openDeployment(
  context: CommandContext,
  options: ConfigOptions & Pick<RemoteOptions, "remote">,
): Promise<Operation> {
  const common = { clock: systemClock, signal: context.signal };
  if (options.remote !== undefined) {
    const environment = readEnvironment(dirname(resolve(context.cwd, options.config)), context.env);
    const { FLEXCORD_OPERATOR_TOKEN: token } = loadSecrets(environment, ["FLEXCORD_OPERATOR_TOKEN"]);
    return openOperation({ ...common, reach: { url: addressOf(options.remote), token } });
  }
  const { config, environment } = openProject(context, options);
  const { FLEXCORD_SECRET: secret } = loadSecrets(environment, ["FLEXCORD_SECRET"]);
  const reach = {
    storePath: config.paths.store,
    secret,
    oldSecrets: loadOldSecrets(environment),
    cases: caseRulesOf(config.settings),
    deployment: deploymentOf(config, environment),
  };
  return openOperation({ ...common, reach });
}

/** What it takes to ask Twilio; a secret that is missing keeps from nothing else. */
const deploymentOf = (config: Config, environment: Environment) => (): StateOptions => ({
  config,
  secrets: loadSecrets(environment, ["TWILIO_ACCOUNT_SID", "TWILIO_API_KEY", "TWILIO_API_SECRET"]),
  addresses: loadAddresses(environment),
  version: packageVersion(),
  clock: systemClock,
});

/** The token goes with every question, so it never crosses a network unencrypted. */
function addressOf(text: string): string {
  const url = URL.parse(text);
  const here = url !== null && /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/u.test(url.hostname);
  if (url === null || (url.protocol !== "https:" && !(url.protocol === "http:" && here))) {
    throw new Failure("usage.invalid", "--remote has to be an https address; http only on this machine.", {
      fix: "Give the address of the daemon's operator API, such as https://support.example.com:8081.",
    });
  }
  return url.href.replace(/\/+$/u, "");
}
