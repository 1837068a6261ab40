import { runDaemon } from "../../app/run/run.ts";
import { loadAddresses, type Addresses } from "../../config/addresses.ts";
import type { Environment } from "../../config/environment.ts";
import type { Config } from "../../config/config.ts";
import { loadOldSecrets, loadSecrets } from "../../config/secrets.ts";
import { systemClock } from "../../domain/clock.ts";
import { jsonLog } from "../../domain/log.ts";
import type { Action, RunOptions } from "../command.ts";
import { EXIT } from "../exit.ts";
import { logLegacy } from "../legacy.ts";
import { openProject } from "../project.ts";
import { packageVersion } from "../version.ts";

/** Whether staff may sign in at the desk. */
const signsIn = ({ settings: { bridge } }: Config): boolean =>
  bridge.desk.enabled && bridge.desk.staff.length > 0;

const NEEDED = [
  "DISCORD_TOKEN",
  "TWILIO_ACCOUNT_SID",
  "TWILIO_API_KEY",
  "TWILIO_API_SECRET",
  "TWILIO_AUTH_TOKEN",
  "FLEXCORD_SECRET",
] as const;
const GITHUB_SECRETS = ["GITHUB_TOKEN", "GITHUB_WEBHOOK_SECRET"] as const;
const WEBHOOK_SECRETS = ["FLEXCORD_TRACKER_SECRET"] as const;

function trackerSecretsOf({ settings }: Config, environment: Environment) {
  const trackers = Object.values(settings.cases.trackers);
  return loadSecrets(environment, [
    ...(trackers.some(({ github }) => github !== undefined) ? GITHUB_SECRETS : []),
    ...(trackers.some(({ webhook }) => webhook !== undefined) ? WEBHOOK_SECRETS : []),
  ]);
}

/** Runs the bridge until it is interrupted. Its log goes to stderr, one JSON object a line. */
export const run: Action<RunOptions> = async (context, options) => {
  const { terminal, signal } = context;
  const { config, environment } = openProject(context, options);
  const log = jsonLog((line) => terminal.stderr.write(line), {
    level: options.verbose ? "debug" : "info",
    now: () => Date.now(),
  });
  logLegacy(log, config);
  const api = config.settings.bridge.operator !== undefined;
  const project = {
    config,
    secrets: loadSecrets(environment, NEEDED),
    oldSecrets: loadOldSecrets(environment),
    ...(api
      ? { operatorToken: loadSecrets(environment, ["FLEXCORD_OPERATOR_TOKEN"]).FLEXCORD_OPERATOR_TOKEN }
      : {}),
    ...(config.settings.alerts.webhook === undefined
      ? {}
      : { alertSecret: loadSecrets(environment, ["FLEXCORD_ALERT_SECRET"]).FLEXCORD_ALERT_SECRET }),
    ...(Object.values(config.settings.announcements.sources).some(({ x }) => x !== undefined)
      ? { xBearerToken: loadSecrets(environment, ["X_BEARER_TOKEN"]).X_BEARER_TOKEN }
      : {}),
    trackerSecrets: trackerSecretsOf(config, environment),
    ...(config.settings.assistant.external === undefined
      ? {}
      : {
          assistantSecret: loadSecrets(environment, ["FLEXCORD_ASSISTANT_SECRET"]).FLEXCORD_ASSISTANT_SECRET,
        }),
    ...(signsIn(config)
      ? { clientSecret: loadSecrets(environment, ["DISCORD_CLIENT_SECRET"]).DISCORD_CLIENT_SECRET }
      : {}),
    version: packageVersion(),
    clock: systemClock,
  };
  const serve = (addresses: Addresses, until: AbortSignal) =>
    runDaemon({
      ...project,
      addresses,
      log,
      random: Math.random,
      signal: until,
      onReady: ({ url, botId }) => log.info("the bridge runs", { url, bot: botId }),
    });
  if (options.tunnel === undefined) await serve(loadAddresses(environment), signal);
  else {
    const { throughTunnel } = await import("../tunnel/through-tunnel.ts");
    const { tunnel: maker, yes } = options;
    await throughTunnel({ ...project, maker, yes, environment, log, signal }, serve);
  }
  log.info("the bridge has ended");
  return EXIT.done;
};
