import { toBlueprint } from "../../config/blueprint.ts";
import type { Addresses } from "../../config/addresses.ts";
import type { Environment } from "../../config/environment.ts";
import type { Config } from "../../config/config.ts";
import { loadSecrets, type SecretName } from "../../config/secrets.ts";
import type { DiscordCheckup } from "../../discord/checkup/checkup.ts";
import type { Blueprint } from "../../domain/blueprint.ts";
import type { Clock } from "../../domain/clock.ts";
import type { IdentityMap } from "../../provision/identity/identity-map.ts";
import type { TwilioClient } from "../../twilio/client.ts";
import { planDeploy, type DeployOptions, type PlannedDeploy } from "../deploy/deploy.ts";
import { DEPLOY_SECRETS } from "../deploy/options.ts";
import { openState } from "../state/open-state.ts";
import { openTwilioClient } from "../twilio-client.ts";

export interface DoctorOptions {
  readonly config: Config;
  /** The process's variables over those of `.env`. */
  readonly environment: Environment;
  readonly addresses: Addresses;
  readonly version: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What checks look at; each thing is made when the first of them asks, and once. */
export interface Patient extends DoctorOptions {
  /** "config.secret-missing" or "config.invalid" when it cannot be had. */
  secret(name: SecretName): string;
  discord(): Promise<DiscordCheckup>;
  twilio(): Promise<TwilioClient>;
  blueprint(): Blueprint;
  /** Null before the first deploy. */
  identities(): Promise<IdentityMap | null>;
  plan(): Promise<PlannedDeploy>;
}

export function admit(options: DoctorOptions): Patient {
  const { config, environment, addresses, version, clock } = options;
  const secret = (name: SecretName) => loadSecrets(environment, [name])[name];
  const deployment = (): DeployOptions => {
    const secrets = loadSecrets(environment, DEPLOY_SECRETS);
    return { config, secrets, addresses, version, adopt: false, clock };
  };
  const patient: Patient = {
    ...options,
    secret,
    discord: once(async () => {
      const { createRest } = await import("../../discord/rest/rest.ts");
      const { openDiscordCheckup } = await import("../../discord/checkup/checkup.ts");
      const token = secret("DISCORD_TOKEN");
      const rest = createRest({
        token,
        api: addresses.discordApi,
        userAgentAppendix: `flexcord/${version}`,
      });
      return openDiscordCheckup(rest, config.settings.discord.guild);
    }),
    twilio: once(async () => {
      const secrets = {
        TWILIO_ACCOUNT_SID: secret("TWILIO_ACCOUNT_SID"),
        TWILIO_API_KEY: secret("TWILIO_API_KEY"),
        TWILIO_API_SECRET: secret("TWILIO_API_SECRET"),
      };
      return openTwilioClient({ secrets, addresses, version });
    }),
    blueprint: () => toBlueprint(config, { publicUrl: addresses.publicUrl ?? "https://flexcord.invalid" }),
    identities: once(async () => {
      const { readIdentityMap } = await import("../../provision/identity/journal.ts");
      return readIdentityMap(await openState(deployment()));
    }),
    plan: once(() => planDeploy(deployment())),
  };
  return patient;
}

/** A failure is kept as well: who asks next need not wait for the same one again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= Promise.resolve().then(make));
}
